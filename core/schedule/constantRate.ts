import { PiecewiseRate } from './PiecewiseRate.ts';
import type { RateProfile } from './RateProfile.ts';

/** One rate (requests per second, positive) for so many milliseconds, or without an end. */
export function constantRate(ratePerSecond: number, durationMs = Number.POSITIVE_INFINITY): RateProfile {
  return new PiecewiseRate([{ durationMs, fromPerSecond: ratePerSecond, toPerSecond: ratePerSecond }]);
}
