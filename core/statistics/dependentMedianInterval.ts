import { dependenceInflation } from './dependenceInflation.ts';
import type { IntervalResult } from './Interval.ts';
import { orderStatisticRanks } from './orderStatisticRanks.ts';
import { percentileIntervalFloor } from './percentileInterval.ts';
import { percentileOfSorted } from './percentileOfSorted.ts';
import { sampleAt } from './sampleAt.ts';

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
