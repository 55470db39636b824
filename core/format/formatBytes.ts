import type { Interval } from '../statistics/Interval.ts';
import { bytesParts } from './bytesParts.ts';
import { joinQuantity } from './joinQuantity.ts';

/** Bytes in binary units with three digits: "612 MiB", "5.73 GiB". */
export function formatBytes(bytes: number, interval?: Interval): string {
  return joinQuantity(bytesParts(bytes, interval));
}
