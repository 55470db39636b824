import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dependenceInflation } from '../../../core/statistics/dependentBlocks.ts';
import { dependentMedianInterval, orderStatisticRanks } from '../../../core/statistics/percentileInterval.ts';
import { SeededRandom } from '../../../core/statistics/SeededRandom.ts';
import { wilsonInterval } from '../../../core/statistics/wilsonInterval.ts';

/** Values of which each is a share of the one before and a new part; of variance 1. */
function correlated(random: SeededRandom, count: number, kept: number): Float64Array {
  let value = random.normal();
  return Float64Array.from({ length: count }, () => {
    value = kept * value + Math.sqrt(1 - kept ** 2) * random.normal();
    return value;
  });
}

describe('dependenceInflation', () => {
  it.for([
    [2000, 0],
    [2000, 0.5],
    [2000, 0.9],
    [20_000, 0.9],
  ] as const)('of %i values that keep %f is (1 + r)/(1 − r)', ([count, kept]) => {
    const random = new SeededRandom(5);
    const right = (1 + kept) / (1 - kept);
    const seen = Array.from({ length: 40 }, () => dependenceInflation(correlated(random, count, kept)));
    const mean = seen.reduce((sum, value) => sum + value, 0) / seen.length;
    expect(mean).toBeGreaterThan(0.9 * right);
    expect(mean).toBeLessThan(1.25 * right);
  });

  it('is never below 1, and 1 where nothing varies or little is known', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { maxLength: 60 }), (values) => {
        expect(dependenceInflation(Float64Array.from(values))).toBeGreaterThanOrEqual(1);
      }),
    );
    expect(dependenceInflation(new Float64Array(100).fill(3))).toBe(1);
    expect(dependenceInflation(Float64Array.of(1, 1, 1, 2, 2, 2))).toBe(1);
  });
});

describe('wilsonInterval', () => {
  it('is that of the published example: 81 of 263, 0.2553 to 0.3662 (R. Newcombe 1998, method 3)', () => {
    const [low, high] = wilsonInterval(81 / 263, 263);
    expect(low).toBeCloseTo(0.2553, 4);
    expect(high).toBeCloseTo(0.3662, 4);
    expect(wilsonInterval(0, 20)[1]).toBeCloseTo(0.1611, 4);
    expect(wilsonInterval(1, 29)[0]).toBeCloseTo(0.883, 4);
  });

  it('has for its ends the shares from which the seen one is 1.96 standard errors away', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.double({ min: 0, max: 1, noNaN: true }), (trials, part) => {
        const share = Math.round(part * trials) / trials;
        const [low, high] = wilsonInterval(share, trials);
        expect(low).toBeLessThanOrEqual(share);
        expect(high).toBeGreaterThanOrEqual(share);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        for (const end of [low, high]) {
          if (end === share) continue;
          expect(Math.abs(share - end)).toBeCloseTo(1.959_964 * Math.sqrt((end * (1 - end)) / trials), 6);
        }
      }),
    );
  });

  it.for([0, 0.8, 0.95])('holds a share of 0.9 of two thousand requests that keep %f in 90 of 100 or more', (kept) => {
    const random = new SeededRandom(11);
    // The 90 % point of the standard normal.
    const limit = 1.2816;
    const runs = 300;
    let held = 0;
    for (let run = 0; run < runs; run += 1) {
      const verdicts = correlated(random, 2000, kept).map((value) => (value <= limit ? 1 : 0));
      const share = verdicts.reduce((sum, verdict) => sum + verdict, 0) / verdicts.length;
      const [low, high] = wilsonInterval(share, verdicts.length / dependenceInflation(verdicts));
      if (low <= 0.9 && high >= 0.9) held += 1;
    }
    expect(held / runs).toBeGreaterThanOrEqual(0.9);
  });

  it('refuses what is no share and no number of trials', () => {
    expect(() => wilsonInterval(1.1, 10)).toThrow(/share is 1.1/);
    expect(() => wilsonInterval(0.5, 0)).toThrow(/trials is 0/);
  });
});

describe('dependentMedianInterval', () => {
  it('is that of order statistics where values do not depend on each other', () => {
    // Every second one is above the median: neighbours are as unlike as can be.
    const values = Float64Array.from({ length: 101 }, (_, index) => (index % 2 === 0 ? 1000 + index : index));
    const ranks = orderStatisticRanks(101, 0.5);
    const sorted = values.toSorted();
    expect(dependentMedianInterval(values)).toEqual({
      interval: [sorted[(ranks?.low ?? 0) - 1], sorted[(ranks?.high ?? 0) - 1]],
    });
  });

  it.for([0, 0.8, 0.95])('holds the median of a thousand values that keep %f in 90 of 100 or more', (kept) => {
    const random = new SeededRandom(2);
    const runs = 300;
    let held = 0;
    for (let run = 0; run < runs; run += 1) {
      const result = dependentMedianInterval(correlated(random, 1000, kept));
      // One that cannot be given holds nothing wrong.
      if (!('interval' in result) || (result.interval[0] <= 0 && result.interval[1] >= 0)) held += 1;
    }
    expect(held / runs).toBeGreaterThanOrEqual(0.9);
  });

  it('reaches to infinity with failures, and is absent of few values or of two states', () => {
    const halfFailed = Float64Array.from({ length: 40 }, (_, index) =>
      index % 2 === 0 ? index : Number.POSITIVE_INFINITY,
    );
    expect(dependentMedianInterval(halfFailed)).toMatchObject({
      interval: [expect.any(Number), Number.POSITIVE_INFINITY],
    });
    expect(dependentMedianInterval(Float64Array.of(1, 2, 3))).toEqual({ absent: '3 of 6 samples' });
    const twoStates = Float64Array.from({ length: 40 }, (_, index) => (index < 20 ? 1 : 2));
    expect(dependentMedianInterval(twoStates)).toEqual({ absent: '40 samples that depend on each other are too few' });
  });
});
