import { z } from 'zod';

/** A part of the measured time of a step with a load of its own. */
export const plannedPhase = z.strictObject({
  name: z.string().min(1),
  durationSeconds: z.number().positive(),
  /** Open loops: requests per second at its beginning, and at its end where that differs: a straight line between them. */
  ratePerSecond: z.number().min(0).optional(),
  toRatePerSecond: z.number().min(0).optional(),
  /** Closed loops: requests in flight; none at 0. */
  concurrency: z.int().min(0).optional(),
});
export type PlannedPhase = z.infer<typeof plannedPhase>;

/** One kind of request among those of a step, drawn by its weight. Weights of a step add up to 1. */
export const trafficClass = z.strictObject({
  name: z.string().min(1),
  weight: z.number().positive().max(1),
  promptTokens: z.int().positive(),
  outputTokens: z.int().positive(),
});
export type TrafficClass = z.infer<typeof trafficClass>;

/** The classes of a mix where the configuration has none: many short requests, few long ones. Weights add up to 1. */
export const defaultClassWeights: Readonly<Record<string, number>> = { short: 0.6, usual: 0.3, long: 0.1 };

/** What the level of a class that is measured alone is called, before the class's name. */
export const aloneLabel = 'alone: ';

/** Recordings that the product makes itself, from a seed, for any duration and rate. */
export const builtInTraces = ['chat', 'summarization', 'bursty-day'] as const;
export type BuiltInTrace = (typeof builtInTraces)[number];

/** The traffic that has a name; anything else is the path of a recording. */
export const trafficNames: readonly string[] = ['day', 'conversations', ...builtInTraces];

/** What is played where neither the user nor the configuration says. */
export const defaultTraffic = 'bursty-day';

/** Arrivals that are more than a pattern around a rate. The mean rate is the load's `ratePerSecond`. */
export const trafficPlan = z.discriminatedUnion('kind', [
  /** A working day's curve, compressed into the step; requests as the step has them. */
  z.strictObject({ kind: z.literal('day') }),
  z.strictObject({ kind: z.literal('builtInTrace'), name: z.enum(builtInTraces) }),
  /** A recording of the user's: an absolute path. Its gaps are stretched alike to the rate; played again where it is short. */
  z.strictObject({ kind: z.literal('traceFile'), path: z.string().min(1) }),
  /** Users who read an answer and ask again, each turn with all that was said before. */
  z.strictObject({
    kind: z.literal('conversations'),
    meanTurns: z.number().min(1),
    mostTurns: z.int().min(1),
    thinkSeconds: z.number().min(0),
    /** A conversation ends before a turn that would exceed it. */
    mostContextTokens: z.int().min(2),
  }),
]);
export type TrafficPlan = z.infer<typeof trafficPlan>;

/** What a scenario will do, told and drawn before it starts. */
export const scenarioDescription = z.strictObject({
  scenario: z.string(),
  /** One or two sentences with the figures of this plan. */
  does: z.string(),
  /** Parts of one step in order, for a sketch: load from `from` to `to` in the unit. One part where the load is even. */
  phases: z.array(
    z.strictObject({
      name: z.string(),
      durationSeconds: z.number().min(0),
      from: z.number().min(0),
      to: z.number().min(0),
    }),
  ),
  loadUnit: z.enum(['requests/s', '% of the maximum', 'in flight']),
});
export type ScenarioDescription = z.infer<typeof scenarioDescription>;
