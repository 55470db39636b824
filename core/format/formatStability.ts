import { formatFixed } from './formatFixed.ts';
import { typography } from './typography.ts';

/** A stability score, 0 to 100, without decimals: "97"; "> 99" where it would read as 100 and is not. */
export function formatStability(score: number): string {
  const whole = formatFixed(score, 0);
  return whole === '100' && score < 100 ? `>${typography.noBreakSpace}99` : whole;
}
