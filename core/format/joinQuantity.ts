import type { FormattedQuantity } from './FormattedQuantity.ts';
import { typography } from './typography.ts';

/** The parts of a quantity as one text: "12.4 ms [12.1, 12.8]", "240/s". */
export function joinQuantity({ number, unit, interval }: FormattedQuantity): string {
  const gap = unit === '' || unit.startsWith('/') ? '' : typography.noBreakSpace;
  return `${number}${gap}${unit}${interval === undefined ? '' : ` ${interval}`}`;
}
