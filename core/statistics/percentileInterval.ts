import { elementAt, sampleAt } from './arrays.ts';
import { dependenceInflation } from './dependentBlocks.ts';
import { type IntervalResult, intervalTail } from './Interval.ts';
import { percentileOfSorted } from './percentiles.ts';

/** Ranks, counted from 1, of the samples that are the ends of a percentile's interval. */
interface OrderStatisticRanks {
  readonly low: number;
  readonly high: number;
}

/** Terms smaller than this beside the largest one add nothing to a double. */
const NEGLIGIBLE = 1e-20;

/**
 * The samples between which a percentile of the population lies with at least 95 % confidence, whatever the distribution:
 * the number of samples at or below it is Binomial(count, share), so that the low rank is the largest with
 * P(B < low) ≤ 2.5 % and the high rank the smallest with P(B ≥ high) ≤ 2.5 %. Exact binomial sums, no normal
 * approximation. Source: W. Conover, "Practical Nonparametric Statistics", 3rd ed. 1999, §3.2; H. David and H. Nagaraja,
 * "Order Statistics", 3rd ed. 2003, §7.1. It assumes samples that do not depend on each other.
 *
 * @returns undefined when a rank would lie outside the samples: too few for any interval at this level
 */
export function orderStatisticRanks(count: number, share: number): OrderStatisticRanks | undefined {
  if (!(share > 0 && share < 1)) throw new RangeError(`share is ${share}; give a number between 0 and 1`);
  const odds = share / (1 - share);
  // Relative weights around the mode, from the ratio of neighbouring terms: no factorial, nothing to overflow.
  const mode = Math.min(count, Math.floor((count + 1) * share));
  const below: number[] = [];
  for (let k = mode, weight = 1; k > 0; k -= 1) {
    weight *= k / ((count - k + 1) * odds);
    if (weight < NEGLIGIBLE) break;
    below.push(weight);
  }
  const above: number[] = [];
  for (let k = mode, weight = 1; k < count; k += 1) {
    weight *= ((count - k) * odds) / (k + 1);
    if (weight < NEGLIGIBLE) break;
    above.push(weight);
  }
  const weights = [...below.reverse(), 1, ...above];
  const smallest = mode - below.length;
  const tail = intervalTail * weights.reduce((sum, weight) => sum + weight, 0);

  let low = smallest;
  for (let reached = elementAt(weights, 0); reached <= tail; low += 1) {
    reached += elementAt(weights, low + 1 - smallest);
  }
  let high = smallest + weights.length;
  for (let reached = elementAt(weights, weights.length - 1); reached <= tail; high -= 1) {
    reached += elementAt(weights, high - 2 - smallest);
  }
  return low >= 1 && high <= count ? { low, high } : undefined;
}

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

/**
 * 95 % interval of the median of values that follow each other and may depend on those before: by order statistics, with the
 * ranks as much farther out as the share of values above the median is less certain for it ({@link dependenceInflation}).
 *
 * @param valuesMs in the order in which they came; +Infinity for failures, never NaN
 */
export function dependentMedianInterval(valuesMs: Float64Array): IntervalResult {
  const count = valuesMs.length;
  const ranks = count === 0 ? undefined : orderStatisticRanks(count, 0.5);
  if (ranks === undefined) return { absent: `${count} of ${percentileIntervalFloor(0.5)} samples` };
  const sorted = valuesMs.slice().sort();
  const median = percentileOfSorted(sorted, 0.5);
  const farther = Math.sqrt(dependenceInflation(valuesMs.map((value) => (value > median ? 1 : 0))));
  const middle = (count + 1) / 2;
  const low = Math.floor(middle - (middle - ranks.low) * farther);
  const high = Math.ceil(middle + (ranks.high - middle) * farther);
  if (low < 1 || high > count) return { absent: `${count} samples that depend on each other are too few` };
  return { interval: [sampleAt(sorted, low - 1), sampleAt(sorted, high - 1)] };
}
