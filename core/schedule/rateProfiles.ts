import { PiecewiseRate, type RateSegment } from './PiecewiseRate.ts';
import type { RateProfile } from './RateProfile.ts';

const level = (ratePerSecond: number, durationMs: number): RateSegment => ({
  durationMs,
  fromPerSecond: ratePerSecond,
  toPerSecond: ratePerSecond,
});

/** One rate (requests per second, positive) for so many milliseconds, or without an end. */
export function constantRate(ratePerSecond: number, durationMs = Number.POSITIVE_INFINITY): RateProfile {
  return new PiecewiseRate([level(ratePerSecond, durationMs)]);
}

/** From one rate to another in a straight line. */
export function rampRate(fromPerSecond: number, toPerSecond: number, durationMs: number): RateProfile {
  return new PiecewiseRate([{ durationMs, fromPerSecond, toPerSecond }]);
}

/** A ladder: each rate for the same time, one after the other. */
export function stepRates(ratesPerSecond: readonly number[], stepDurationMs: number): RateProfile {
  return new PiecewiseRate(ratesPerSecond.map((rate) => level(rate, stepDurationMs)));
}

/** Base, burst, base: two rates and the three durations in milliseconds. */
export interface BurstShape {
  readonly basePerSecond: number;
  readonly burstPerSecond: number;
  readonly beforeMs: number;
  readonly burstMs: number;
  readonly afterMs: number;
}

/** A base rate, a burst at once, and the base rate again in which the target is to recover. */
export function burstRate(shape: BurstShape): RateProfile {
  return new PiecewiseRate([
    level(shape.basePerSecond, shape.beforeMs),
    level(shape.burstPerSecond, shape.burstMs),
    level(shape.basePerSecond, shape.afterMs),
  ]);
}
