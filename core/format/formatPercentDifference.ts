import type { Interval } from '../statistics/Interval.ts';
import { formatFixed } from './formatFixed.ts';
import { joinQuantity } from './joinQuantity.ts';

/** One decimal and always a sign; a difference of exactly nothing has none. */
function signed(percent: number): string {
  if (percent === 0) return '0';
  const number = formatFixed(percent, 1);
  if (percent < 0) return number;
  // "< 0.1" of a positive difference: the sign stands at the number.
  return number.startsWith('<') ? number.replace('0', '+0') : `+${number}`;
}

/** A difference in percent with its sign: "+7.9 %", "−7.9 % [−8.5, −7.3]". */
export function formatPercentDifference(percent: number, interval?: Interval): string {
  return joinQuantity({
    number: signed(percent),
    unit: '%',
    ...(interval === undefined ? {} : { interval: `[${signed(interval[0])}, ${signed(interval[1])}]` }),
  });
}
