import { elementAt } from '../statistics/elementAt.ts';
import type { DayCurve } from './dayCurve.ts';
import type { RateSegment } from './PiecewiseRate.ts';

/**
 * A day as straight lines: each value of the shape holds in the middle of its part, lines lead from one to the next, and
 * from the last to the first around midnight. The whole has the mean of the shape exactly. Throws a RangeError for a shape of
 * fewer than two values, or that is 0 throughout.
 */
export function daySegments({ shape, peakPerSecond, durationMs }: DayCurve): RateSegment[] {
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
