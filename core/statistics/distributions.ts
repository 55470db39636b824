import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import quantileOfStudent from '@stdlib/stats-base-dists-t-quantile';
import { intervalTail } from './Interval.ts';

/** The 97.5 % point of the standard normal distribution: the factor of a 95 % interval of many values. */
export const normal95 = 1.959_963_984_540_054;

/** P(Z ≤ z) of the standard normal distribution. */
export function normalCumulative(z: number): number {
  return normalCdf(z, 0, 1);
}

/**
 * The 97.5 % point of Student's t distribution: the factor of a 95 % interval around a mean or a slope. 12.706 for one
 * degree of freedom, falling to 1.960.
 *
 * @param degreesOfFreedom a whole number from 1; a RangeError otherwise
 */
export function studentQuantile(degreesOfFreedom: number): number {
  if (!Number.isInteger(degreesOfFreedom) || degreesOfFreedom < 1) {
    throw new RangeError(`degreesOfFreedom is ${degreesOfFreedom}; give a whole number from 1`);
  }
  return quantileOfStudent(1 - intervalTail, degreesOfFreedom);
}
