import { type IntervalResult, intervalTail } from './Interval.ts';
import { orderStatisticRanks } from './orderStatisticRanks.ts';
import { sampleAt } from './sampleAt.ts';

/** The fewest samples for which {@link percentileInterval} exists: 6, 36, 72, 368 and 3688 for p50, p90, p95, p99 and p99.9. */
export function percentileIntervalFloor(share: number): number {
  return Math.ceil(Math.log(intervalTail) / Math.log(Math.max(share, 1 - share)));
}

/**
 * The 95 % interval of a percentile of ascending samples, by order statistics ({@link orderStatisticRanks}). Its ends are
 * samples; the upper one is Infinity where failures reach it. Absent, with the counts as the reason, when there are too few.
 */
export function percentileInterval(sorted: Float64Array, share: number): IntervalResult {
  const ranks = sorted.length === 0 ? undefined : orderStatisticRanks(sorted.length, share);
  if (ranks === undefined) return { absent: `${sorted.length} of ${percentileIntervalFloor(share)} samples` };
  return { interval: [sampleAt(sorted, ranks.low - 1), sampleAt(sorted, ranks.high - 1)] };
}
