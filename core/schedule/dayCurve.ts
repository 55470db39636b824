import { elementAt } from '../statistics/arrays.ts';
import { PiecewiseRate, type RateProfile, type RateSegment } from './RateProfile.ts';

/** A day of traffic, played in a shorter time. */
interface DayCurve {
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

/**
 * A day as straight lines: each value of the shape holds in the middle of its part, lines lead from one to the next, and
 * from the last to the first around midnight. The whole has the mean of the shape exactly. Throws a RangeError for a shape of
 * fewer than two values, or that is 0 throughout.
 */
function daySegments({ shape, peakPerSecond, durationMs }: DayCurve): RateSegment[] {
  const parts = shape.length;
  if (parts < 2)
    throw new RangeError(`the shape of the day has ${parts} values; give one for each hour, or at least 2`);
  const busiest = Math.max(...shape);
  const rates = shape.map((value) => (peakPerSecond * value) / busiest);
  if (!(busiest > 0)) throw new RangeError('the shape of the day is 0 throughout; give at least one positive value');
  const partMs = durationMs / parts;
  const first = elementAt(rates, 0);
  const last = elementAt(rates, parts - 1);
  const midnight = (first + last) / 2;
  const between = rates.slice(1).map(
    (toPerSecond, index): RateSegment => ({
      durationMs: partMs,
      fromPerSecond: elementAt(rates, index),
      toPerSecond,
    }),
  );
  return [
    { durationMs: partMs / 2, fromPerSecond: midnight, toPerSecond: first },
    ...between,
    { durationMs: partMs / 2, fromPerSecond: last, toPerSecond: midnight },
  ];
}

interface DayAfterWarmup {
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
