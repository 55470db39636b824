import type { Interval } from '../statistics/Interval.ts';
import type { FormattedQuantity } from './FormattedQuantity.ts';
import { quantityParts } from './quantityParts.ts';

/** A drift in percent per hour, its interval too where it has one. */
export interface Drift {
  readonly percent: number;
  readonly interval?: Interval | undefined;
}

/**
 * A drift in its parts, a rise with its sign: "+0.3", "% per hour", "[−0.5, 1.1]".
 *
 * @param decimals overrules those of the interval, for a column of which another row is more precise
 */
export function driftParts({ percent, interval }: Drift, decimals?: number): FormattedQuantity {
  const parts = quantityParts(percent, '% per hour', interval, decimals);
  // "< 0.1" says on which side of zero it is without a sign.
  return percent > 0 && /^\d/.test(parts.number) ? { ...parts, number: `+${parts.number}` } : parts;
}
