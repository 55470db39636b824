import { normal95 } from './distributions.ts';
import type { Interval } from './Interval.ts';

/**
 * 95 % interval of a share of independent trials (E. B. Wilson, "Probable inference, the law of succession, and statistical
 * inference", JASA 22, 1927), which stays within 0 and 1 and has a width also where all or none succeeded.
 *
 * @param share successes of all trials, 0 to 1
 * @param trials how many, above 0; a fraction where dependent trials stand for fewer independent ones
 */
export function wilsonInterval(share: number, trials: number): Interval {
  if (!(share >= 0 && share <= 1)) throw new RangeError(`share is ${share}; give a ratio from 0 to 1`);
  if (!(trials > 0)) throw new RangeError(`trials is ${trials}; give a number above 0`);
  const squared = normal95 ** 2;
  const whole = 1 + squared / trials;
  const middle = (share + squared / (2 * trials)) / whole;
  const reach = (normal95 / whole) * Math.sqrt((share * (1 - share)) / trials + squared / (4 * trials ** 2));
  // Rounding may leave the last digit outside; the share itself is always inside.
  return [Math.max(0, Math.min(share, middle - reach)), Math.min(1, Math.max(share, middle + reach))];
}
