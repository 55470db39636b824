import type { Interval } from '../statistics/Interval.ts';

/** ⌊log10⌋ of a positive number; the slack keeps 0.1999… that means 0.2 on its side of the decade. */
function decade(size: number): number {
  return Math.floor(Math.log10(size) + 1e-9);
}

/** Decimals that show three significant digits: 2 for 5.73, 0 from 100 up. */
function significantDecimals(value: number): number {
  if (value === 0) return 0;
  // Rounded first: 9.996 reads as 10.0, not as 10.00.
  return Math.max(0, 2 - decade(Math.abs(Number(value.toPrecision(3)))));
}

/**
 * How many decimals a value deserves. With an interval of half-width h: −⌊log10(h/2)⌋, at least 0 and at most what shows
 * three significant digits (one decimal from 100 up), so that the last digit shown is one the measurement can tell. An
 * interval without an upper end counts by its lower half. Without an interval: three significant digits.
 */
export function decimalsFor(value: number, interval?: Interval): number {
  const lowerEnd = interval?.[0] ?? value;
  if (!Number.isFinite(value)) return Number.isFinite(lowerEnd) ? significantDecimals(lowerEnd) : 0;
  if (interval === undefined) return significantDecimals(value);
  const [low, high] = interval;
  const halfWidth = Number.isFinite(high) ? (high - low) / 2 : value - low;
  if (halfWidth <= 0) return significantDecimals(value);
  const told = Math.max(0, -decade(halfWidth / 2));
  return value === 0 ? told : Math.min(told, Math.max(1, 2 - decade(Math.abs(value))));
}
