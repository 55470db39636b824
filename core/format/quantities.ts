import type { Interval } from '../statistics/Interval.ts';
import { decimalsFor, type FormattedQuantity, formatFixed, formatInterval, joinQuantity } from './numbers.ts';

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

/** A quantity with its unit and interval: "350 W", "0.990 J [0.975, 1.005]". */
export function formatQuantity(value: number, unit: string, interval?: Interval): string {
  return joinQuantity(quantityParts(value, unit, interval));
}

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

/** Bytes in binary units with three digits: "612 MiB", "5.73 GiB". */
export function formatBytes(bytes: number, interval?: Interval): string {
  return joinQuantity(bytesParts(bytes, interval));
}

/** Requests or tokens per second as cells have it: "469/s [465, 474]". In titles use `formatQuantity` with "requests/s". */
export function formatRate(perSecond: number, interval?: Interval): string {
  return joinQuantity(quantityParts(perSecond, '/s', interval));
}

/** Every ratio of the product has three decimals. */
const RATIO_DECIMALS = 3;

/** Candidate / baseline: "0.878 [0.869, 0.887]". */
export function formatRatio(ratio: number, interval?: Interval): string {
  return joinQuantity(quantityParts(ratio, '', interval, RATIO_DECIMALS));
}

/** A temperature in whole degrees, which is what sensors give: "64 °C". */
export function formatTemperature(celsius: number): string {
  return joinQuantity(quantityParts(celsius, '°C', undefined, 0));
}

/** The shape of a tensor: "[batch, 128]", "[]" for a single number; a size without a name is "?". */
export function formatShape(shape: readonly (number | string | null)[] | null): string {
  if (shape === null) return 'any rank';
  return `[${shape.map((size) => (size === null || size === '' ? '?' : String(size))).join(', ')}]`;
}
