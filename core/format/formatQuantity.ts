import type { Interval } from '../statistics/Interval.ts';
import { joinQuantity } from './joinQuantity.ts';
import { quantityParts } from './quantityParts.ts';

/** A quantity with its unit and interval: "350 W", "0.990 J [0.975, 1.005]". */
export function formatQuantity(value: number, unit: string, interval?: Interval): string {
  return joinQuantity(quantityParts(value, unit, interval));
}
