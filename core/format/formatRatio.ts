import type { Interval } from '../statistics/Interval.ts';
import { joinQuantity } from './joinQuantity.ts';
import { quantityParts } from './quantityParts.ts';

/** Every ratio of the product has three decimals. */
const RATIO_DECIMALS = 3;

/** Candidate / baseline: "0.878 [0.869, 0.887]". */
export function formatRatio(ratio: number, interval?: Interval): string {
  return joinQuantity(quantityParts(ratio, '', interval, RATIO_DECIMALS));
}
