import { compensatedSum } from './compensatedSum.ts';
import type { IntervalResult } from './Interval.ts';
import { sampleAt } from './sampleAt.ts';
import { studentQuantile } from './studentQuantile.ts';

/** A straight line through points, with the slope in units of y per unit of x. */
export interface LinearFit {
  readonly slope: number;
  readonly intercept: number;
  /** Absent with two points, through which a line always passes exactly. */
  readonly slopeInterval95: IntervalResult;
}

/**
 * Ordinary least squares with the 95 % interval of the slope from Student's distribution on n − 2 degrees of freedom
 * (N. Draper and H. Smith, "Applied Regression Analysis", 3rd ed. 1998, §1.4). The interval assumes deviations that do not
 * depend on each other: for a drift give it means of windows, not single requests.
 *
 * @returns undefined with fewer than two points or when all x are equal: no slope; a RangeError when the lengths differ
 */
export function linearRegression(x: Float64Array, y: Float64Array): LinearFit | undefined {
  const count = x.length;
  if (count !== y.length) throw new RangeError(`x has ${count} values and y has ${y.length}; give as many of each`);
  if (count < 2) return undefined;
  const meanX = compensatedSum(x) / count;
  const meanY = compensatedSum(y) / count;
  let squaresX = 0;
  let products = 0;
  x.forEach((value, index) => {
    squaresX += (value - meanX) ** 2;
    products += (value - meanX) * (sampleAt(y, index) - meanY);
  });
  if (squaresX === 0) return undefined;
  const slope = products / squaresX;
  const intercept = meanY - slope * meanX;
  if (count === 2) return { slope, intercept, slopeInterval95: { absent: '2 of 3 points' } };
  let residualSquares = 0;
  x.forEach((value, index) => {
    residualSquares += (sampleAt(y, index) - intercept - slope * value) ** 2;
  });
  const halfWidth = studentQuantile(count - 2) * Math.sqrt(residualSquares / (count - 2) / squaresX);
  return { slope, intercept, slopeInterval95: { interval: [slope - halfWidth, slope + halfWidth] } };
}
