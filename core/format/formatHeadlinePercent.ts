import { formatFixed } from './formatFixed.ts';
import { joinQuantity } from './joinQuantity.ts';

/** A percentage within a headline, without decimals: "12 %" of "12 % sooner", "< 1 %". */
export function formatHeadlinePercent(percent: number): string {
  return joinQuantity({ number: formatFixed(percent, 0), unit: '%' });
}
