import type { Interval } from '../statistics/Interval.ts';
import { joinQuantity } from './joinQuantity.ts';
import { quantityParts } from './quantityParts.ts';

/** Requests or tokens per second as cells have it: "469/s [465, 474]". In titles use `formatQuantity` with "requests/s". */
export function formatRate(perSecond: number, interval?: Interval): string {
  return joinQuantity(quantityParts(perSecond, '/s', interval));
}
