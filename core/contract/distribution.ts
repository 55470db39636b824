import { z } from 'zod';

/** A percentile, mean or maximum: a number, or "Infinity" where failures reach it (a failed request never ends). */
export const possiblyInfinite = z.union([z.number(), z.literal('Infinity')]);
export type PossiblyInfinite = z.infer<typeof possiblyInfinite>;

export const percentileNames = ['p50', 'p90', 'p95', 'p99', 'p999'] as const;
export type PercentileName = (typeof percentileNames)[number];

/** A distribution of milliseconds. With failures `mean` and `max` are "Infinity" and `stdDev` is absent. */
export const distribution = z.looseObject({
  count: z.int().min(0),
  mean: possiblyInfinite,
  stdDev: z.number().optional(),
  min: possiblyInfinite,
  p50: possiblyInfinite,
  p90: possiblyInfinite,
  p95: possiblyInfinite,
  p99: possiblyInfinite,
  p999: possiblyInfinite,
  max: possiblyInfinite,
  /** Percentiles that rest on fewer samples than their floor. */
  belowFloor: z.array(z.enum(percentileNames)),
  /** 95 % intervals; a percentile without one has too few samples for any. */
  interval95: z.partialRecord(z.enum([...percentileNames, 'mean']), z.tuple([possiblyInfinite, possiblyInfinite])),
  /** What the true percentile exceeds with a probability of 1 % at most; of percentiles that meet their floor. */
  bounds99: z.partialRecord(z.enum(percentileNames), possiblyInfinite).optional(),
});
export type Distribution = z.infer<typeof distribution>;

/** A figure that was not measured stands as `{ absent: why }`. */
export const absent = z.strictObject({ absent: z.string().min(1) });
export type Absent = z.infer<typeof absent>;

/** A point of the percentile plot: quantile 0..1, value, and its 95 % interval where the samples allow one. */
export const curvePoint = z.looseObject({
  quantile: z.number().min(0).max(1),
  valueMs: possiblyInfinite,
  lowMs: possiblyInfinite.optional(),
  highMs: possiblyInfinite.optional(),
});
export type CurvePoint = z.infer<typeof curvePoint>;
