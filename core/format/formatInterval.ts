import type { Interval } from '../statistics/Interval.ts';
import { formatFixed } from './formatFixed.ts';

/** An interval in brackets with so many decimals: "[12.1, 12.8]", "[12.1, ∞]". */
export function formatInterval(interval: Interval, decimals: number): string {
  return `[${formatFixed(interval[0], decimals)}, ${formatFixed(interval[1], decimals)}]`;
}
