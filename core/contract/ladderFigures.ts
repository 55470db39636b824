import { z } from 'zod';
import { possiblyInfinite } from './distribution.ts';

/** A service-level objective and what became of it. */
export const objectiveResult = z.looseObject({
  /** As it was asked for: `ttftMs.p95<=200`. */
  objective: z.string(),
  value: possiblyInfinite.optional(),
  /** Absent when there is nothing to hold against the limit: `absent` says why. */
  met: z.boolean().optional(),
  absent: z.string().optional(),
  /** 95 % interval of the value, where it has one and enough samples to be quoted. */
  interval95: z.tuple([possiblyInfinite, possiblyInfinite]).optional(),
  /** It is of a percentile with fewer samples than its floor. */
  belowFloor: z.boolean().optional(),
});
export type ObjectiveResult = z.infer<typeof objectiveResult>;

/** How a search for the highest throughput came to its end, on the last step of it. */
export const searchEnd = z.looseObject({
  endedBy: z.enum(['saturation', 'client', 'errors', 'concurrency', 'budget']),
  /** In plain words, with the figures that it rests on. */
  explanation: z.string(),
  /** The highest throughput of its valid levels, and the fewest requests in flight that bring 95 % of it. */
  highestRequestsPerSecond: z.number().optional(),
  kneeConcurrency: z.int().optional(),
});
export type SearchEnd = z.infer<typeof searchEnd>;

/** The Universal Scalability Law, fitted to the levels of concurrency measured up to a step. */
export const scalability = z.looseObject({
  /** Contention, from 0 to 1. */
  uslAlpha: z.number(),
  /** Coherency: 0 where it explains the levels no better than chance. */
  uslBeta: z.number(),
  /** Of one request in flight. */
  uslRequestsPerSecond: z.number(),
  /** Requests in flight that bring the highest throughput. */
  kneeConcurrency: z.number().optional(),
  kneeAbsent: z.string().optional(),
  saturationRequestsPerSecond: z.number().optional(),
  saturationAbsent: z.string().optional(),
  rSquared: z.number(),
});
export type Scalability = z.infer<typeof scalability>;
