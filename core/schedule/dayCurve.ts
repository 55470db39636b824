import { daySegments } from './daySegments.ts';
import { PiecewiseRate } from './PiecewiseRate.ts';
import type { RateProfile } from './RateProfile.ts';

/** A day of traffic, played in a shorter time. */
export interface DayCurve {
  /**
   * How busy each part of the day is, against the others: 24 values for hours, or any two or more for equal parts from
   * midnight on. Numbers from 0, at least one of them positive.
   */
  readonly shape: readonly number[];
  /** Requests per second in the middle of the busiest part. */
  readonly peakPerSecond: number;
  /** What the whole day is compressed into, milliseconds. */
  readonly durationMs: number;
}

/**
 * A day of an office's assistant by hours: quiet nights, a rise in the morning, a dip at noon, a peak in the afternoon. It
 * is chosen, not measured; whoever has a recording of their own traffic plays that instead.
 */
export const workingDay: readonly number[] = [
  0.1, 0.08, 0.06, 0.06, 0.08, 0.12, 0.25, 0.45, 0.7, 0.9, 0.98, 0.92, 0.75, 0.85, 1, 0.98, 0.9, 0.75, 0.55, 0.42, 0.34,
  0.27, 0.2, 0.14,
];

/**
 * The rate of a day, see {@link daySegments}. Throws a RangeError as that does, and as {@link PiecewiseRate} does for rates
 * and a duration that make no sense.
 */
export function dayCurve(day: DayCurve): RateProfile {
  return new PiecewiseRate(daySegments(day));
}
