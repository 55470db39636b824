import type { Interval } from '../statistics/Interval.ts';

/** The characters that numbers are set with. All of them are in the bundled fonts. */
export const typography = {
  /** Between a number and its unit, so that a line never parts them. */
  noBreakSpace: '\u00a0',
  /** Between groups of three digits. */
  thousandsSpace: '\u202f',
  minus: '\u2212',
  infinity: '\u221e',
  dagger: '\u2020',
} as const;

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

/**
 * Sets narrow no-break spaces between groups of three digits from five digits on: 41 200, but 8940. Takes the digits of a
 * number as `toFixed` writes them; the digits after the point are left alone.
 */
export function groupThousands(digits: string): string {
  const [whole = '', ...fraction] = digits.split('.');
  const grouped = whole.length < 5 ? whole : whole.replace(/\B(?=(\d{3})+$)/g, typography.thousandsSpace);
  return [grouped, ...fraction].join('.');
}

/**
 * A number with so many decimals: a real minus sign, thousands apart, ∞ for Infinity. What is not zero but would read as
 * zero says so ("< 0.1", "> −0.1"): a 0 on a screen was measured as 0. Throws a RangeError for NaN, which is no measurement.
 */
export function formatFixed(value: number, decimals: number): string {
  if (Number.isNaN(value)) throw new RangeError('the value is NaN; say why it is absent instead of showing it');
  const sign = value < 0 ? typography.minus : '';
  const size = Math.abs(value);
  if (size === Number.POSITIVE_INFINITY) return sign + typography.infinity;
  const digits = size.toFixed(decimals);
  if (size > 0 && Number(digits) === 0) {
    const smallest = (10 ** -decimals).toFixed(decimals);
    return `${value < 0 ? '>' : '<'}${typography.noBreakSpace}${sign}${smallest}`;
  }
  return sign + groupThousands(digits);
}

/** A whole number of things that were counted: "5633", "96 218". */
export function formatCount(count: number): string {
  return formatFixed(count, 0);
}

/** A number that is only estimated, to two digits, and in words from a million on: "38 000", "1.4 million". */
export function formatEstimatedCount(count: number): string {
  const rounded = count < 10 ? Math.round(count) : Number(count.toPrecision(2));
  if (rounded < 1e6) return formatCount(rounded);
  const [size, word] = rounded < 1e9 ? [1e6, 'million'] : [1e9, 'billion'];
  return `${rounded / size}${typography.noBreakSpace}${word}`;
}

/** A quantity in the parts that a screen sets differently: the number in text weight, unit and interval lighter. */
export interface FormattedQuantity {
  /** "12.4", "∞", "< 0.1". */
  readonly number: string;
  /** "ms", "/s"; empty for ∞, which has no unit. */
  readonly unit: string;
  /** "[12.1, 12.8]"; absent where there is none. */
  readonly interval?: string;
}

/** The parts of a quantity as one text: "12.4 ms [12.1, 12.8]", "240/s". */
export function joinQuantity({ number, unit, interval }: FormattedQuantity): string {
  const gap = unit === '' || unit.startsWith('/') ? '' : typography.noBreakSpace;
  return `${number}${gap}${unit}${interval === undefined ? '' : ` ${interval}`}`;
}

/** A share in percent: one decimal below 10, none from there on: "0.6 %", "94 %". Also CPU, of which 100 % is one core: "312 %". */
export function formatPercent(percent: number): string {
  // 9.96 would read as 10.0.
  const decimals = percent === 0 || Math.abs(percent) >= 9.95 ? 0 : 1;
  return joinQuantity({ number: formatFixed(percent, decimals), unit: '%' });
}

/** A percentage within a headline, without decimals: "12 %" of "12 % sooner", "< 1 %". */
export function formatHeadlinePercent(percent: number): string {
  return joinQuantity({ number: formatFixed(percent, 0), unit: '%' });
}

const mostDecimals = 6;

/**
 * A share from 0 to 1 in percent with one decimal, or with as many as it takes not to read as all when it is not all:
 * "97.1 %", "99.98 %"; 100 % and 0 % are only written of what is that.
 */
export function formatShare(share: number): string {
  if (share === 0 || share === 1) return joinQuantity({ number: formatFixed(share * 100, 0), unit: '%' });
  let decimals = 1;
  while (decimals < mostDecimals && Number((share * 100).toFixed(decimals)) >= 100) decimals += 1;
  return joinQuantity({ number: formatFixed(share * 100, decimals), unit: '%' });
}

/** An interval in brackets with so many decimals: "[12.1, 12.8]", "[12.1, ∞]". */
export function formatInterval(interval: Interval, decimals: number): string {
  return `[${formatFixed(interval[0], decimals)}, ${formatFixed(interval[1], decimals)}]`;
}

/** A cell of a column of numbers. */
export interface ColumnRow {
  readonly value: number;
  readonly interval?: Interval | undefined;
}

/**
 * The decimals that every row of a column of one metric is written with: those of its most precise row, but no more than
 * one when a row is 100 or more.
 */
export function columnDecimals(rows: readonly ColumnRow[]): number {
  const decimals = Math.max(0, ...rows.map(({ value, interval }) => decimalsFor(value, interval)));
  const hasLarge = rows.some(({ value }) => Number.isFinite(value) && Math.abs(value) >= 100);
  return hasLarge ? Math.min(1, decimals) : decimals;
}

/**
 * Where a percentile plot leaves its top edge: "∞ from p94", the first percentile that failures reach, in whole percent
 * while those do and with as many nines as it takes after.
 *
 * @param finiteShare share of the requests that did not fail: percentiles up to it are finite
 */
export function formatInfiniteFrom(finiteShare: number): string {
  if (!(finiteShare >= 0 && finiteShare < 1)) {
    throw new RangeError(`finiteShare is ${finiteShare}; give a number from 0 to below 1`);
  }
  for (let decimals = 0; ; decimals += 1) {
    const steps = 10 ** decimals;
    // The slack: 0.57 × 100 is 56.99999999999999, and p57 is still finite.
    const first = (Math.floor(finiteShare * 100 * steps + 1e-9 * steps) + 1) / steps;
    if (first < 100) return `${typography.infinity} from p${first.toFixed(decimals)}`;
  }
}
