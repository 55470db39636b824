import { intervalTail } from './Interval.ts';

/** The 97.5 % point of the standard normal distribution. */
const NORMAL_QUANTILE = 1.959963984540054;

/** Up to here the exact finite sum is used; beyond, the expansion is exact to ten digits. */
const LARGEST_SUMMED = 200;

/**
 * P(|T| ≤ t) of Student's distribution by the finite trigonometric sums for whole degrees of freedom
 * (M. Abramowitz and I. Stegun, "Handbook of Mathematical Functions", 26.7.3 and 26.7.4).
 */
function centralProbability(t: number, degreesOfFreedom: number): number {
  const angle = Math.atan(t / Math.sqrt(degreesOfFreedom));
  const cosineSquared = Math.cos(angle) ** 2;
  const odd = degreesOfFreedom % 2 === 1;
  let term = odd ? Math.cos(angle) : 1;
  let sum = degreesOfFreedom === 1 ? 0 : term;
  for (let k = odd ? 3 : 2; k < degreesOfFreedom; k += 2) {
    term *= ((k - 1) / k) * cosineSquared;
    sum += term;
  }
  return odd ? (2 / Math.PI) * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
}

/**
 * The 97.5 % point of Student's t distribution: the factor of a 95 % interval around a mean or a slope. 12.706 for one
 * degree of freedom, falling to 1.960. For many degrees by the expansion of Abramowitz and Stegun, 26.7.5.
 *
 * @param degreesOfFreedom a whole number from 1; a RangeError otherwise
 */
export function studentQuantile(degreesOfFreedom: number): number {
  if (!Number.isInteger(degreesOfFreedom) || degreesOfFreedom < 1) {
    throw new RangeError(`degreesOfFreedom is ${degreesOfFreedom}; give a whole number from 1`);
  }
  if (degreesOfFreedom > LARGEST_SUMMED) {
    const z = NORMAL_QUANTILE;
    const n = degreesOfFreedom;
    const first = (z ** 3 + z) / 4;
    const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
    const third = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384;
    const fourth = (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / 92160;
    return z + first / n + second / n ** 2 + third / n ** 3 + fourth / n ** 4;
  }
  let low = NORMAL_QUANTILE;
  let high = 13;
  for (let halving = 0; halving < 55; halving += 1) {
    const middle = (low + high) / 2;
    if (centralProbability(middle, degreesOfFreedom) < 1 - 2 * intervalTail) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
