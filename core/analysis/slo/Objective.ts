import type { PercentileName } from '../../contract/distribution.ts';
import type { StepResult } from '../../contract/resultDocument.ts';

/** Distributions that an objective can be about: fields of a step's result. */
export const objectiveDistributions = [
  'latencyMs',
  'ttftMs',
  'tpotMs',
  'itlMs',
  'serviceMs',
  'successLatencyMs',
] as const;
export type ObjectiveDistribution = (typeof objectiveDistributions)[number];

/** Rates that an objective can be about: fields of `throughput`. */
export const objectiveRates = [
  'requestsPerSecond',
  'itemsPerSecond',
  'inputTokensPerSecond',
  'outputTokensPerSecond',
  'goodputPerSecond',
] as const satisfies readonly (keyof NonNullable<StepResult['throughput']>)[];
export type ObjectiveRate = (typeof objectiveRates)[number];

export const objectiveComparisons = ['<=', '<', '>=', '>'] as const;
export type ObjectiveComparison = (typeof objectiveComparisons)[number];

/** What an objective limits. */
export type ObjectiveMetric =
  | { kind: 'distribution'; distribution: ObjectiveDistribution; estimate: PercentileName | 'mean' }
  | { kind: 'rate'; rate: ObjectiveRate }
  | { kind: 'errorRate' };

/** A service-level objective: a bound on a metric of a step. */
export interface Objective {
  /** As it was asked for. */
  readonly text: string;
  readonly metric: ObjectiveMetric;
  readonly comparison: ObjectiveComparison;
  /** Milliseconds, something per second, or a ratio, as the metric's name says. */
  readonly limit: number;
}
