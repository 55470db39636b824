import { workingDay } from './dayCurve.ts';
import { daySegments } from './daySegments.ts';
import { PiecewiseRate } from './PiecewiseRate.ts';
import type { RateProfile } from './RateProfile.ts';

export interface DayAfterWarmup {
  /** Requests per second over the whole day, on average. */
  readonly meanPerSecond: number;
  /** What the day is compressed into, milliseconds. */
  readonly durationMs: number;
  /** Before it, at the rate in which it begins; 0 for none. */
  readonly warmupMs: number;
}

/**
 * A working day with a mean rate that is given, and a warm-up before it. Throws a RangeError for a rate or a duration that
 * makes no sense, as {@link PiecewiseRate} does.
 */
export function dayAfterWarmup({ meanPerSecond, durationMs, warmupMs }: DayAfterWarmup): RateProfile {
  const meanOfShape = workingDay.reduce((sum, value) => sum + value, 0) / workingDay.length;
  const peakPerSecond = (meanPerSecond * Math.max(...workingDay)) / meanOfShape;
  const day = daySegments({ shape: workingDay, peakPerSecond, durationMs });
  const first = day[0]?.fromPerSecond ?? 0;
  const warmup = { durationMs: warmupMs, fromPerSecond: first, toPerSecond: first };
  return new PiecewiseRate(warmupMs > 0 ? [warmup, ...day] : day);
}
