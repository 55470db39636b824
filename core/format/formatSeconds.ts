import type { Interval } from '../statistics/Interval.ts';
import { formatQuantity } from './formatQuantity.ts';

/** Seconds that were measured to some precision: "3.2 s [2.9, 3.6]". Plain durations are for `formatDuration`. */
export function formatSeconds(seconds: number, interval?: Interval): string {
  return formatQuantity(seconds, 's', interval);
}
