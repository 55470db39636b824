import { z } from 'zod';
import { absent, curvePoint, distribution, possiblyInfinite } from './distribution.ts';

const requestCounts = z.looseObject({
  sent: z.int().min(0),
  ok: z.int().min(0),
  failed: z.int().min(0),
  timedOut: z.int().min(0),
  dropped: z.int().min(0),
});

/** Bytes that were resident in a stretch of time; of GPUs where there are any that tell. */
const memoryLevels = z.looseObject({
  peakBytes: z.number(),
  meanBytes: z.number(),
  gpuPeakBytes: z.number().optional(),
  gpuMeanBytes: z.number().optional(),
});

/**
 * A part of a step, milliseconds since the step's start. `warmUp` and `coolDown` are not counted; the counted time is one
 * phase `measured`, or the parts of its load by their own names, each with its figures. Requests belong to the phase of
 * their intended start.
 */
export const stepPhase = z.looseObject({
  name: z.string(),
  fromMs: z.number(),
  toMs: z.number(),
  /** Present and false: it belongs to the step, and no request of it counts (an engine that loads). */
  counted: z.boolean().optional(),
  /** Mean of what was to be sent. */
  offeredPerSecond: z.number().optional(),
  requests: requestCounts.optional(),
  latencyMs: distribution.optional(),
  successLatencyMs: distribution.optional(),
  ttftMs: distribution.optional(),
  requestsPerSecond: z.number().optional(),
  /**
   * Of its requests, those slower than the p95 of the base, failed and dropped ones included. The base is the first phase,
   * of a ramp the part below a quarter of the peak.
   */
  lateShare: z.number().optional(),
  memory: z.union([absent, memoryLevels]).optional(),
});
export type StepPhase = z.infer<typeof stepPhase>;

/** A traffic class, or a turn of conversations, within a step. */
export const stepClass = z.looseObject({
  name: z.string(),
  /** As planned; absent where it was not planned but came to be, as turns do. */
  weight: z.number().optional(),
  promptTokens: z.int().optional(),
  outputTokens: z.int().optional(),
  requests: requestCounts,
  latencyMs: distribution.optional(),
  /** 95 % interval of `latencyMs.p50`, wider where neighbouring latencies depend on each other; what interference rests on. */
  medianInterval95: z.tuple([possiblyInfinite, possiblyInfinite]).optional(),
  successLatencyMs: distribution.optional(),
  ttftMs: distribution.optional(),
  tpotMs: distribution.optional(),
  requestsPerSecond: z.number().optional(),
  curve: z.array(curvePoint).optional(),
  /** Latency in the mix against the same class alone at its own share of the rate, with the 95 % interval of the ratio. */
  interference: z
    .union([
      absent,
      z.looseObject({
        /** Figure that is compared: `latencyMs.p50`. */
        metric: z.string(),
        ratio: z.number(),
        interval95: z.tuple([z.number(), z.number()]).optional(),
        intervalAbsent: z.string().optional(),
      }),
    ])
    .optional(),
});
export type StepClass = z.infer<typeof stepClass>;

/** From the end of a burst or an overload until latency is back inside the p95 of the base. */
export const recovery = z.looseObject({
  seconds: z.number(),
  /** Instants that explain the latencies nearly as well, see MEASUREMENT.md. */
  intervalSeconds: z.tuple([z.number(), z.number()]),
  /** When it was over, milliseconds since the step's start. */
  atMs: z.number(),
  /** The latency that it had to come back to. */
  baseP95Ms: z.number(),
});
export type Recovery = z.infer<typeof recovery>;

/** What a burst costs: figures of the burst as ratios to those of the base before it. */
export const burstFigures = z.looseObject({
  penaltyP50: possiblyInfinite.optional(),
  penaltyP95: possiblyInfinite.optional(),
  /** Requests of burst and recovery slower than the base's p95, and those refused or never sent. */
  late: z.int().min(0),
  shed: z.int().min(0),
});
export type BurstFigures = z.infer<typeof burstFigures>;

/** Where a rising load stopped being served. */
export const breakingPoint = z.looseObject({
  /** Requests per second that were offered when it broke, and the interval of that. */
  offeredPerSecond: z.number(),
  interval95: z.tuple([z.number(), z.number()]).optional(),
  intervalAbsent: z.string().optional(),
  atMs: z.number(),
  cause: z.enum(['errors', 'backlog']),
  /** What it completed per second from there to the end of the peak. */
  completedPerSecond: z.number().optional(),
  explanation: z.string(),
});
export type BreakingPoint = z.infer<typeof breakingPoint>;

/** Share of requests that met each limit on a single request, over the step and over its parts. */
export const attainment = z.looseObject({
  bucketSeconds: z.number().positive(),
  objectives: z.array(
    z.looseObject({
      objective: z.string(),
      share: z.number(),
      interval95: z.tuple([z.number(), z.number()]).optional(),
      intervalAbsent: z.string().optional(),
      /** The share that the objective asks for: 0.95 of a p95. */
      wanted: z.number().optional(),
    }),
  ),
  /** Objectives on a single request that nothing can be held against here, and why. */
  leftOut: z.array(z.looseObject({ objective: z.string(), reason: z.string() })).optional(),
  /** In milliseconds since the step's start; requests belong to the part of their intended start. */
  buckets: z.array(
    z.looseObject({
      fromMs: z.number(),
      toMs: z.number(),
      requests: z.int().min(0),
      /** In the order of the objectives; null where no request fell into it. */
      shares: z.array(z.number().nullable()),
    }),
  ),
});
export type Attainment = z.infer<typeof attainment>;

/** Whether a step's load fits into the machine. */
export const memoryFit = z.looseObject({ fits: z.boolean(), explanation: z.string() });
export type MemoryFit = z.infer<typeof memoryFit>;
