import { formatFixed } from './formatFixed.ts';
import { joinQuantity } from './joinQuantity.ts';

/** A share in percent: one decimal below 10, none from there on: "0.6 %", "94 %". Also CPU, of which 100 % is one core: "312 %". */
export function formatPercent(percent: number): string {
  // 9.96 would read as 10.0.
  const decimals = percent === 0 || Math.abs(percent) >= 9.95 ? 0 : 1;
  return joinQuantity({ number: formatFixed(percent, decimals), unit: '%' });
}
