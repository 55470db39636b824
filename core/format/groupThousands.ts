import { typography } from './typography.ts';

/**
 * Sets narrow no-break spaces between groups of three digits from five digits on: 41 200, but 8940. Takes the digits of a
 * number as `toFixed` writes them; the digits after the point are left alone.
 */
export function groupThousands(digits: string): string {
  const [whole = '', ...fraction] = digits.split('.');
  const grouped = whole.length < 5 ? whole : whole.replace(/\B(?=(\d{3})+$)/g, typography.thousandsSpace);
  return [grouped, ...fraction].join('.');
}
