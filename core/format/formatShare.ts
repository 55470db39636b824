import { formatFixed } from './formatFixed.ts';
import { joinQuantity } from './joinQuantity.ts';

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
