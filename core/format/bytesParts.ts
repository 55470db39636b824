import type { Interval } from '../statistics/Interval.ts';
import type { FormattedQuantity } from './FormattedQuantity.ts';
import { quantityParts } from './quantityParts.ts';

const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;

/** Bytes in their parts, in the largest binary unit that leaves no more than three digits before the point. */
export function bytesParts(bytes: number, interval?: Interval): FormattedQuantity {
  let power = 0;
  while (power < units.length - 1 && Number.isFinite(bytes) && Math.abs(bytes) / 1024 ** power >= 999.5) power += 1;
  const scale = 1024 ** power;
  const scaled: Interval | undefined = interval && [interval[0] / scale, interval[1] / scale];
  // There is no part of a byte to show.
  const wholeBytes = power === 0 ? 0 : undefined;
  return quantityParts(bytes / scale, units[power] ?? 'PiB', scaled, wholeBytes);
}
