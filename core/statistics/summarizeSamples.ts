import type { PercentileName } from '../contract/distribution.ts';
import { belowFloor } from './belowFloor.ts';
import { blockBootstrapInterval } from './blockBootstrapInterval.ts';
import { blockSummaries } from './blockSummaries.ts';
import type { DistributionSummary, EstimateName } from './DistributionSummary.ts';
import { earlyStoppingBound } from './earlyStoppingBound.ts';
import type { Interval, IntervalResult } from './Interval.ts';
import { meanAndDeviation } from './meanAndDeviation.ts';
import { percentileInterval } from './percentileInterval.ts';
import { percentileOfSorted } from './percentileOfSorted.ts';
import { reportedPercentiles } from './reportedPercentiles.ts';
import { sampleAt } from './sampleAt.ts';
import { sortedSamples } from './sortedSamples.ts';

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
