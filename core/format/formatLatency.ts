import type { Interval } from '../statistics/Interval.ts';
import { joinQuantity } from './joinQuantity.ts';
import { latencyParts } from './latencyParts.ts';

/** A latency with its interval: "12.4 ms [12.1, 12.8]", "12.4 s", "85.0 µs", "∞" where failures reach it. */
export function formatLatency(valueMs: number, intervalMs?: Interval): string {
  return joinQuantity(latencyParts(valueMs, intervalMs));
}
