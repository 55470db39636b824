import type { PercentileName } from '../contract/distribution.ts';
import { sampleAt } from './arrays.ts';

/**
 * Rank, counted from 1, of the sample that is the percentile: the smallest k with k/n ≥ share. This is the inverse of the
 * empirical distribution function, definition 1 of R. Hyndman and Y. Fan, "Sample quantiles in statistical packages",
 * The American Statistician 50, 1996. It is the only rule in the product: a percentile is always a latency that some
 * request really had, and it is well defined when some samples are infinite (an interpolation would not be).
 *
 * @param share 0.99 for p99; from 0 to 1
 */
export function percentileRank(count: number, share: number): number {
  if (!Number.isInteger(count) || count < 1) throw new RangeError(`count is ${count}; a percentile needs a sample`);
  if (!(share >= 0 && share <= 1)) throw new RangeError(`share is ${share}; give a number from 0 to 1`);
  const exact = count * share;
  // 100 × 0.07 is 7.000000000000001 in doubles: the next rank would be wrong by rounding alone.
  const nearest = Math.round(exact);
  const rounding = count * 4 * Number.EPSILON;
  const rank = Math.abs(exact - nearest) <= rounding ? nearest : Math.ceil(exact);
  return Math.min(count, Math.max(1, rank));
}

/** The percentile of ascending samples by {@link percentileRank}; Infinity where failures reach it. */
export function percentileOfSorted(sorted: Float64Array, share: number): number {
  return sampleAt(sorted, percentileRank(sorted.length, share) - 1);
}

/** A percentile that results report, with the share of samples at or below it. */
interface ReportedPercentile {
  readonly name: PercentileName;
  readonly share: number;
}

/** The percentiles of every distribution in a result, in ascending order. */
export const reportedPercentiles: readonly ReportedPercentile[] = [
  { name: 'p50', share: 0.5 },
  { name: 'p90', share: 0.9 },
  { name: 'p95', share: 0.95 },
  { name: 'p99', share: 0.99 },
  { name: 'p999', share: 0.999 },
];
