import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { constantArrivals, poissonArrivals } from '../../../core/schedule/arrivalPatterns.ts';
import { dayCurve, workingDay } from '../../../core/schedule/dayCurve.ts';
import { ScheduledArrivals } from '../../../core/schedule/ScheduledArrivals.ts';
import { allInstants } from './allInstants.ts';

describe('a day in a shorter time', () => {
  it('has its rates in the middle of each hour, and straight lines between', () => {
    const shape = Array.from({ length: 24 }, (_, hour) => hour + 1);
    const rate = dayCurve({ shape, peakPerSecond: 48, durationMs: 24_000 });
    expect(rate.durationMs).toBe(24_000);
    for (let hour = 0; hour < 24; hour += 1) {
      expect(rate.ratePerSecondAt(1000 * hour + 500)).toBeCloseTo(2 * (hour + 1), 9);
    }
    expect(rate.ratePerSecondAt(1000)).toBeCloseTo(3, 9);
    // Around midnight from 48 down to 2.
    expect(rate.ratePerSecondAt(0)).toBeCloseTo(25, 9);
    expect(rate.ratePerSecondAt(23_999.999)).toBeCloseTo(25, 3);
  });

  it('sends as many requests as its mean rate over its duration', () => {
    const shape = [1, 3];
    const arrivals = new ScheduledArrivals(
      constantArrivals,
      dayCurve({ shape, peakPerSecond: 30, durationMs: 10_000 }),
      1,
    );
    // Mean of 10/s and 30/s.
    expect(allInstants(arrivals)).toHaveLength(200);
  });

  it('is as high as its peak, never below 0, and has the mean of its shape for any shape', () => {
    const shapes = fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 2, maxLength: 48 });
    fc.assert(
      fc.property(shapes, fc.double({ min: 0.1, max: 1000, noNaN: true }), (shape, peakPerSecond) => {
        fc.pre(Math.max(...shape) > 0.001);
        const rate = dayCurve({ shape, peakPerSecond, durationMs: 60_000 });
        const relative = shape.map((value) => value / Math.max(...shape));
        const mean = relative.reduce((sum, value) => sum + value, 0) / shape.length;
        expect(rate.expectedCount / (60 * peakPerSecond * mean)).toBeCloseTo(1, 9);
        for (let at = 0; at < 60_000; at += 777) {
          expect(rate.ratePerSecondAt(at)).toBeGreaterThanOrEqual(-1e-9);
          expect(rate.ratePerSecondAt(at)).toBeLessThanOrEqual(peakPerSecond * (1 + 1e-9));
        }
      }),
    );
  });

  it('gives Poisson arrivals the counts of their hours', () => {
    const curve = dayCurve({ shape: workingDay, peakPerSecond: 400, durationMs: 240_000 });
    const instants = allInstants(new ScheduledArrivals(poissonArrivals, curve, 11));
    expect(workingDay).toHaveLength(24);
    expect(Math.abs(instants.length - curve.expectedCount)).toBeLessThan(5 * Math.sqrt(curve.expectedCount));
    const ofHour = (hour: number) => instants.filter((instant) => Math.floor(instant / 10_000) === hour).length;
    expect(ofHour(14)).toBeGreaterThan(10 * ofHour(2));
  });

  it.each([
    [{ shape: [1] }, /the shape of the day has 1 values/],
    [{ shape: [0, 0] }, /0 throughout/],
    [{ shape: [1, -1] }, /segment 1 has a rate|rate of -/],
    [{ shape: [1, Number.NaN] }, /0 throughout|rate/],
    [{ durationMs: 0 }, /lasts 0 ms/],
    [{ peakPerSecond: -1 }, /rate of -/],
  ])('refuses %j', (more, message) => {
    expect(() => dayCurve({ shape: [1, 2], peakPerSecond: 1, durationMs: 1000, ...more })).toThrow(message);
  });
});
