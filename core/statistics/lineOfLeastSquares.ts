import { sampleAt } from './arrays.ts';
import { studentQuantile } from './distributions.ts';
import type { Interval } from './Interval.ts';
import { compensatedSum, meanAndDeviation } from './meanAndDeviation.ts';

/** A straight line through points, `slope` in units of y per unit of x. */
export interface FittedLine {
  readonly slope: number;
  readonly intercept: number;
  /** 95 % interval of the slope. */
  readonly slopeInterval95: Interval;
}

/** Two points make a line, and none of how far it may be off. */
const fewestPoints = 3;

/**
 * The straight line with the least squares of y, and the 95 % interval of its slope by Student's t with n − 2 degrees of
 * freedom (N. Draper and H. Smith, "Applied Regression Analysis", 3rd ed. 1998, §1.4). It rests on deviations from the
 * line that are alike at every x and do not depend on each other.
 *
 * @param x finite, in any order
 * @param y finite, one for each x
 * @returns absent with the reason below 3 points, or where all x are the same
 */
export function lineOfLeastSquares(x: Float64Array, y: Float64Array): FittedLine | { absent: string } {
  if (x.length !== y.length) {
    throw new RangeError(`there are ${x.length} x and ${y.length} y; give one y for each x`);
  }
  if (x.length < fewestPoints) return { absent: `${x.length} of ${fewestPoints} points` };
  const { mean: meanX } = meanAndDeviation(x);
  const { mean: meanY } = meanAndDeviation(y);
  const spread = compensatedSum(x.map((value) => (value - meanX) ** 2));
  if (spread === 0) return { absent: 'all points lie at one place' };
  const products = compensatedSum(x.map((value, index) => (value - meanX) * (sampleAt(y, index) - meanY)));
  const slope = products / spread;
  const squares = compensatedSum(y.map((value, index) => (value - meanY - slope * (sampleAt(x, index) - meanX)) ** 2));
  const degreesOfFreedom = x.length - 2;
  const reach = studentQuantile(degreesOfFreedom) * Math.sqrt(squares / degreesOfFreedom / spread);
  return { slope, intercept: meanY - slope * meanX, slopeInterval95: [slope - reach, slope + reach] };
}
