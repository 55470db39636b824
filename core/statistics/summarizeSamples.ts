import type { PercentileName } from '../contract/distribution.ts';
import { elementAt, sampleAt, sortedSamples } from './arrays.ts';
import { blockBootstrapInterval } from './blockBootstrapInterval.ts';
import { blockSummaries } from './dependentBlocks.ts';
import type { Interval, IntervalResult } from './Interval.ts';
import { meanAndDeviation } from './meanAndDeviation.ts';
import { percentileInterval } from './percentileInterval.ts';
import { percentileOfSorted, reportedPercentiles } from './percentiles.ts';
import { belowFloor } from './sampleFloor.ts';

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

export interface SummaryOptions {
  /** Requests that failed, timed out or were dropped and are not among the samples: each counts as +Infinity. */
  readonly failures?: number;
  /** Set to false for a summary made every second while measuring: the bootstrap of the mean is the costly part. */
  readonly meanInterval?: boolean;
}

/**
 * Summary of a distribution from its raw samples: exact percentiles with their intervals, and what the number of samples
 * can carry.
 *
 * @param samplesMs milliseconds in the order in which they were measured (the interval of the mean depends on it);
 *   +Infinity for a failure, never NaN
 * @returns undefined without a sample and without a failure: there is nothing to describe
 */
export function summarizeSamples(
  samplesMs: Float64Array,
  options: SummaryOptions = {},
): DistributionSummary | undefined {
  const { failures = 0, meanInterval = true } = options;
  if (!Number.isInteger(failures) || failures < 0) {
    throw new RangeError(`failures is ${failures}; give a whole number from 0`);
  }
  const all = new Float64Array(samplesMs.length + failures).fill(Number.POSITIVE_INFINITY);
  all.set(samplesMs);
  const sorted = sortedSamples(all);
  if (sorted.length === 0) return undefined;

  const min = sampleAt(sorted, 0);
  const max = sampleAt(sorted, sorted.length - 1);
  const moments = Number.isFinite(max) ? meanAndDeviation(samplesMs) : { mean: Number.POSITIVE_INFINITY };

  const interval95: Partial<Record<EstimateName, Interval>> = {};
  const intervalAbsent: Partial<Record<EstimateName, string>> = {};
  const keep = (name: EstimateName, result: IntervalResult): void => {
    if ('interval' in result) interval95[name] = result.interval;
    else intervalAbsent[name] = result.absent;
  };
  const bounds99: Partial<Record<PercentileName, number>> = {};
  for (const { name, share } of reportedPercentiles) {
    keep(name, percentileInterval(sorted, share));
    const bound = earlyStoppingBound(sorted, share);
    if (bound !== undefined) bounds99[name] = bound;
  }
  if (!Number.isFinite(max)) keep('mean', { absent: 'failures make the mean infinite' });
  else if (meanInterval) keep('mean', blockBootstrapInterval(blockSummaries(samplesMs)));
  else keep('mean', { absent: 'computed at the end' });

  const percentile = (share: number): number => percentileOfSorted(sorted, share);
  return {
    count: sorted.length,
    mean: moments.mean,
    ...(moments.standardDeviation === undefined ? {} : { stdDev: moments.standardDeviation }),
    min,
    p50: percentile(0.5),
    p90: percentile(0.9),
    p95: percentile(0.95),
    p99: percentile(0.99),
    p999: percentile(0.999),
    max,
    belowFloor: belowFloor(sorted.length),
    interval95,
    bounds99,
    intervalAbsent,
  };
}

/** The bound is too low with this probability at most. */
const RISK = 0.01;

/** Terms smaller than this beside the largest one add nothing to a double. */
const NEGLIGIBLE = 1e-20;

/**
 * The largest t for which at most t of `count` samples lie beyond the percentile `share` with a probability of 1 % or
 * less: P(Binomial(count, 1 − share) ≤ t) ≤ 1 %. −1 where even none beyond is likelier. Exact binomial sums.
 */
function allowedBeyond(count: number, share: number): number {
  const odds = (1 - share) / share;
  // Relative weights around the mode, from the ratio of neighbouring terms: no factorial, nothing to overflow.
  const mode = Math.min(count, Math.floor((count + 1) * (1 - share)));
  const below: number[] = [];
  for (let k = mode, weight = 1; k > 0; k -= 1) {
    weight *= k / ((count - k + 1) * odds);
    if (weight < NEGLIGIBLE) break;
    below.push(weight);
  }
  let above = 0;
  for (let k = mode, weight = 1; k < count && weight >= NEGLIGIBLE; k += 1) {
    weight *= ((count - k) * odds) / (k + 1);
    above += weight;
  }
  const limit = RISK * (1 + above + below.reduce((sum, weight) => sum + weight, 0));
  let allowed = mode - below.length - 1;
  for (let reached = 0, index = below.length - 1; index >= 0; index -= 1) {
    reached += elementAt(below, index);
    if (reached > limit) break;
    allowed += 1;
  }
  return allowed;
}

/**
 * A bound that the true percentile exceeds with a probability of 1 % at most, for any distribution: the t-th highest
 * sample, with the largest t for which at most t samples lie beyond the percentile with that probability. It is the
 * estimate of MLPerf LoadGen's early stopping (MLCommons, "Early Stopping Criterion"; confidence 99 %, tolerance 0), and
 * careful by one sample: the (t + 1)-th highest would do. It assumes samples that do not depend on each other.
 *
 * @param sorted ascending, Infinity for failures
 * @param share 0.99 for p99; above 0 and below 1, a RangeError otherwise
 * @returns Infinity where failures reach it; undefined with fewer samples than the percentile's floor (`sampleFloor`)
 */
export function earlyStoppingBound(sorted: Float64Array, share: number): number | undefined {
  if (!(share > 0 && share < 1)) throw new RangeError(`share is ${share}; give a number between 0 and 1`);
  const allowed = allowedBeyond(sorted.length, share);
  return allowed < 1 ? undefined : sampleAt(sorted, sorted.length - allowed);
}
