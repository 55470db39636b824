import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ArrivalCursor } from '../../../core/schedule/ArrivalProcess.ts';
import { constantArrivals, gammaArrivals, poissonArrivals } from '../../../core/schedule/arrivalPatterns.ts';
import { constantRate, PiecewiseRate } from '../../../core/schedule/RateProfile.ts';
import { ScheduledArrivals } from '../../../core/schedule/ScheduledArrivals.ts';
import { allInstants } from './allInstants.ts';

const segment = fc.record({
  durationMs: fc.double({ min: 1, max: 60_000, noNaN: true }),
  fromPerSecond: fc.oneof(fc.constant(0), fc.double({ min: 0.01, max: 500, noNaN: true })),
  toPerSecond: fc.oneof(fc.constant(0), fc.double({ min: 0.01, max: 500, noNaN: true })),
});

/** The integral of a piecewise linear rate up to an instant: trapezoids, the definition itself. */
const level = (ratePerSecond: number, durationMs: number) => ({
  durationMs,
  fromPerSecond: ratePerSecond,
  toPerSecond: ratePerSecond,
});
const rampRate = (fromPerSecond: number, toPerSecond: number, durationMs: number) =>
  new PiecewiseRate([{ durationMs, fromPerSecond, toPerSecond }]);
const stepRates = (rates: readonly number[], durationMs: number) =>
  new PiecewiseRate(rates.map((rate) => level(rate, durationMs)));

function arrivalsUntil(segments: { durationMs: number; fromPerSecond: number; toPerSecond: number }[], atMs: number) {
  let startMs = 0;
  let total = 0;
  for (const { durationMs, fromPerSecond, toPerSecond } of segments) {
    const partMs = Math.min(durationMs, Math.max(0, atMs - startMs));
    const rateThen = fromPerSecond + ((toPerSecond - fromPerSecond) * partMs) / durationMs;
    total += (((fromPerSecond + rateThen) / 2) * partMs) / 1000;
    startMs += durationMs;
  }
  return total;
}

describe('constant arrivals', () => {
  it('come at i/rate with no drift, exactly rate × duration of them', () => {
    const instants = allInstants(new ScheduledArrivals(constantArrivals, constantRate(1000 / 7, 7_000_000), 1));
    expect(instants).toHaveLength(1_000_000);
    expect(instants.every((instant, index) => Math.abs(instant - index * 7) <= 1e-9 * instant)).toBe(true);
  });

  it.each([
    [1.1, 10_000, 11],
    [0.7, 10_000, 7],
    [3, 1_000, 3],
    [3, 1_100, 4],
    [0.2, 1_000, 1],
  ])('at %s/s over %s ms are %s', (rate, durationMs, count) => {
    const arrivals = new ScheduledArrivals(constantArrivals, constantRate(rate, durationMs), 1);
    expect(allInstants(arrivals)).toHaveLength(count);
    expect(arrivals.expectedCount).toBe(count);
  });

  it('never reach the end of their schedule, whatever rate and duration', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 1000, noNaN: true }),
        fc.double({ min: 1, max: 5000, noNaN: true }),
        (rate, durationMs) => {
          const arrivals = new ScheduledArrivals(constantArrivals, constantRate(rate, durationMs), 1);
          const instants = allInstants(arrivals);
          expect(instants.length).toBe(arrivals.expectedCount);
          expect(instants[0]).toBe(0);
          expect(instants.at(-1)).toBeLessThan(durationMs);
        },
      ),
    );
  });
});

describe('a rate that changes', () => {
  it('puts constant arrivals where the integral of the rate says, by trapezoids', () => {
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1, maxLength: 5 }), (segments) => {
        fc.pre(arrivalsUntil(segments, Number.MAX_VALUE) > 0.01);
        const rate = new PiecewiseRate(segments);
        const instants = allInstants(new ScheduledArrivals(constantArrivals, rate, 1), 20_000);
        expect(rate.expectedCount).toBeCloseTo(arrivalsUntil(segments, Number.MAX_VALUE), 6);
        instants.forEach((instant, index) => {
          const reached = arrivalsUntil(segments, instant);
          expect(Math.abs(reached - index)).toBeLessThan(1e-6);
          if (index > 0) expect(instant).toBeGreaterThanOrEqual(instants[index - 1] ?? Number.NaN);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('a ramp from 0 to 10/s over 10 s has its i-th arrival at sqrt(2i) seconds', () => {
    const instants = allInstants(new ScheduledArrivals(constantArrivals, rampRate(0, 10, 10_000), 1));
    expect(instants).toHaveLength(50);
    instants.forEach((instant, index) => {
      expect(instant).toBeCloseTo(1000 * Math.sqrt(2 * index), 9);
    });
  });

  it('a ladder and a burst have the counts of their stretches', () => {
    const countBetween = (instants: number[], from: number, to: number) =>
      instants.filter((instant) => instant >= from && instant < to).length;
    const ladder = allInstants(new ScheduledArrivals(constantArrivals, stepRates([1, 5, 20], 10_000), 1));
    expect([0, 10_000, 20_000].map((from) => countBetween(ladder, from, from + 10_000))).toEqual([10, 50, 200]);
    const burst = new PiecewiseRate([level(2, 5000), level(50, 1000), level(2, 10_000)]);
    const instants = allInstants(new ScheduledArrivals(constantArrivals, burst, 1));
    expect(countBetween(instants, 0, 5000)).toBe(10);
    expect(countBetween(instants, 5000, 6000)).toBe(50);
    expect(countBetween(instants, 6000, 16_000)).toBe(20);
    expect([1000, 5500, 7000].map((at) => burst.ratePerSecondAt(at))).toEqual([2, 50, 2]);
  });

  it('sends nothing while the rate is zero: the arrival due then comes when the rate does', () => {
    const instants = allInstants(new ScheduledArrivals(constantArrivals, stepRates([2, 0, 2], 1000), 1));
    expect(instants).toEqual([0, 500, 2000, 2500]);
  });

  it('gives a Poisson ramp the number of arrivals of its integral, in each half', () => {
    const arrivals = new ScheduledArrivals(poissonArrivals, rampRate(0, 1000, 100_000), 17);
    const instants = allInstants(arrivals);
    const firstHalf = instants.filter((instant) => instant < 50_000).length;
    // Means 12,500 and 37,500; five standard deviations.
    expect(Math.abs(firstHalf - 12_500)).toBeLessThan(5 * Math.sqrt(12_500));
    expect(Math.abs(instants.length - firstHalf - 37_500)).toBeLessThan(5 * Math.sqrt(37_500));
  });

  it.each([
    [[{ durationMs: 0, fromPerSecond: 1, toPerSecond: 1 }], /segment 1 lasts 0 ms; give a positive time/],
    [[{ durationMs: Number.POSITIVE_INFINITY, fromPerSecond: 1, toPerSecond: 2 }], /segment 1 lasts Infinity ms/],
    [[{ durationMs: 10, fromPerSecond: 1, toPerSecond: -2 }], /segment 1 has a rate of -2\/s; give a finite number/],
    [[{ durationMs: 10, fromPerSecond: 0, toPerSecond: 0 }], /the rate is 0 throughout/],
    [[], /the rate is 0 throughout/],
  ])('refuses %j', (segments, message) => {
    expect(() => new PiecewiseRate(segments)).toThrow(message);
  });
});

describe('random arrivals', () => {
  it('are the same from the same seed, in chunks of any size, and others from another', () => {
    for (const pattern of [poissonArrivals, gammaArrivals(2)]) {
      const of = (seed: number) => new ScheduledArrivals(pattern, constantRate(100, 30_000), seed);
      const instants = allInstants(of(5));
      const cursor = new ArrivalCursor(of(5));
      const oneByOne: number[] = [];
      for (; cursor.nextMs < Number.POSITIVE_INFINITY; cursor.take()) oneByOne.push(cursor.nextMs);
      expect(oneByOne).toEqual(instants);
      expect(cursor.index).toBe(instants.length);
      expect(() => cursor.take()).toThrow(/ended after/);
      expect(allInstants(of(6))).not.toEqual(instants);
    }
  });

  it('start again with each stream of the same process', () => {
    const arrivals = new ScheduledArrivals(poissonArrivals, constantRate(10, 10_000), 3);
    expect(allInstants(arrivals)).toEqual(allInstants(arrivals));
  });

  it('go on without an end where the rate does', () => {
    const instants = allInstants(new ScheduledArrivals(poissonArrivals, constantRate(1000), 3), 100_000);
    expect(instants).toHaveLength(100_000);
    // The 100,000th arrival is at 100 s on average; five standard deviations.
    expect(Math.abs((instants.at(-1) ?? 0) - 100_000)).toBeLessThan(5 * Math.sqrt(100_000));
  });
});
