import type { Interval } from '../statistics/Interval.ts';
import { decimalsFor } from './decimalsFor.ts';
import type { FormattedQuantity } from './FormattedQuantity.ts';
import { formatFixed } from './formatFixed.ts';
import { formatInterval } from './formatInterval.ts';

/**
 * Any quantity in its parts, with the decimals that its interval allows. Powers (W), energies (J), clocks (MHz) and rates
 * spelled out ("requests/s") come this way; latencies and bytes, whose unit depends on their size, have functions of their own.
 *
 * @param decimals overrules those of the interval, for a column of which another row is more precise
 */
export function quantityParts(value: number, unit: string, interval?: Interval, decimals?: number): FormattedQuantity {
  const shown = decimals ?? decimalsFor(value, interval);
  return {
    number: formatFixed(value, shown),
    unit: Number.isFinite(value) ? unit : '',
    ...(interval === undefined ? {} : { interval: formatInterval(interval, shown) }),
  };
}
