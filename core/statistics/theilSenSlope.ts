import { elementAt, sampleAt } from './arrays.ts';
import { normal95 } from './distributions.ts';
import type { Interval } from './Interval.ts';
import { percentileOfSorted } from './percentiles.ts';

/** A slope per unit of time with its 95 % interval. */
interface SlopeEstimate {
  readonly slope: number;
  readonly interval95: Interval;
}

/** Points that enter: more are averaged in groups, since every pair of points is looked at. */
const mostPoints = 200;

/** Fewer say nothing about a direction that an interval could hold. */
const fewestPoints = 10;

/** Means of at most {@link mostPoints} groups of neighbours. */
function grouped(values: Float64Array): Float64Array {
  const groups = Math.min(mostPoints, values.length);
  return Float64Array.from({ length: groups }, (_, group) => {
    const from = Math.round((group * values.length) / groups);
    const past = Math.round(((group + 1) * values.length) / groups);
    let sum = 0;
    for (let index = from; index < past; index += 1) sum += sampleAt(values, index);
    return sum / (past - from);
  });
}

/** Correlation of each deviation from a line with the one before, 0 to 0.99: what makes an interval too narrow. */
function residualCorrelation(times: Float64Array, values: Float64Array, slope: number): number {
  const left = values.map((value, index) => value - slope * sampleAt(times, index));
  const mean = left.reduce((sum, value) => sum + value, 0) / left.length;
  let products = 0;
  let squares = 0;
  left.forEach((value, index) => {
    squares += (value - mean) ** 2;
    if (index > 0) products += (value - mean) * (sampleAt(left, index - 1) - mean);
  });
  return squares > 0 ? Math.min(0.99, Math.max(0, products / squares)) : 0;
}

/**
 * The trend of values over time: the median of the slopes between all pairs (H. Theil 1950; P. K. Sen, "Estimates of the
 * regression coefficient based on Kendall's tau", JASA 63, 1968), which a few outliers do not move. The interval is Sen's,
 * from the variance of Kendall's tau, which is enlarged by (1 + r)/(1 − r) for neighbours that correlate by r (S. Yue and
 * C. Wang, "The Mann–Kendall test modified by effective sample size", Water Resources Management 18, 2004). More than 200
 * points are averaged in groups first.
 *
 * @param times ascending, in any unit; the slope is per that unit
 * @param values finite, one for each time
 * @returns absent with the reason below 10 points, or when they all lie at one instant
 */
export function theilSenSlope(times: Float64Array, values: Float64Array): SlopeEstimate | { absent: string } {
  if (times.length !== values.length) {
    throw new RangeError(`there are ${times.length} times and ${values.length} values; give one value for each time`);
  }
  if (times.length < fewestPoints) return { absent: `${times.length} of ${fewestPoints} points` };
  const x = grouped(times);
  const y = grouped(values);
  const slopes: number[] = [];
  for (let later = 1; later < x.length; later += 1) {
    for (let earlier = 0; earlier < later; earlier += 1) {
      const distance = sampleAt(x, later) - sampleAt(x, earlier);
      if (distance > 0) slopes.push((sampleAt(y, later) - sampleAt(y, earlier)) / distance);
    }
  }
  if (slopes.length === 0) return { absent: 'all points lie at one instant' };
  const sorted = Float64Array.from(slopes).sort();
  const slope = percentileOfSorted(sorted, 0.5);
  const correlation = residualCorrelation(x, y, slope);
  const count = x.length;
  const variance = ((count * (count - 1) * (2 * count + 5)) / 18) * ((1 + correlation) / (1 - correlation));
  const reach = normal95 * Math.sqrt(variance);
  const rank = (value: number): number => Math.min(sorted.length - 1, Math.max(0, value));
  return {
    slope,
    interval95: [
      elementAt(sorted, rank(Math.floor((sorted.length - reach) / 2))),
      elementAt(sorted, rank(Math.ceil((sorted.length + reach) / 2))),
    ],
  };
}
