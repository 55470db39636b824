import type { PercentileName } from '../contract/distribution.ts';
import type { Interval } from './Interval.ts';

/** What an interval of a distribution can be of. */
export type EstimateName = PercentileName | 'mean';

/**
 * A distribution of milliseconds as the product calculates with it: failures are real Infinity here, where the result
 * document has the string "Infinity" (`toDistributionDocument`, `fromDistributionDocument`).
 */
export interface DistributionSummary {
  /** Samples, failures among them. */
  readonly count: number;
  /** Infinity as soon as one sample is. */
  readonly mean: number;
  /** Of a sample, n − 1; absent for a single sample and with failures. */
  readonly stdDev?: number;
  readonly min: number;
  readonly p50: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
  readonly p999: number;
  readonly max: number;
  readonly belowFloor: readonly PercentileName[];
  readonly interval95: Readonly<Partial<Record<EstimateName, Interval>>>;
  /** What the true percentile exceeds with a probability of 1 % at most; of percentiles that meet their floor. */
  readonly bounds99: Readonly<Partial<Record<PercentileName, number>>>;
  /** Why an interval is absent, for each that is: "200 of 368 samples". */
  readonly intervalAbsent: Readonly<Partial<Record<EstimateName, string>>>;
}
