import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { belowFloor, floorShare, sampleFloor } from '../../../core/statistics/sampleFloor.ts';

/** P(at most one of count lies beyond) by playing the samples one after another. */
function riskByRecursion(count: number, share: number): number {
  let none = 1;
  let one = 0;
  for (let sample = 0; sample < count; sample += 1) {
    one = one * share + none * (1 - share);
    none *= share;
  }
  return none + one;
}

describe('sampleFloor', () => {
  it('is 64, 130, 662 and 6636 for p90, p95, p99 and p99.9, and 66 381 for p99.99', () => {
    expect([0.9, 0.95, 0.97, 0.99, 0.999, 0.9999].map(sampleFloor)).toEqual([64, 130, 219, 662, 6636, 66_381]);
  });

  it('is the first count at which the risk is at most 1 %', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 0.999, noNaN: true }), (share) => {
        const floor = sampleFloor(share);
        expect(riskByRecursion(floor, share)).toBeLessThanOrEqual(0.01 * (1 + 1e-9));
        if (floor > 2) expect(riskByRecursion(floor - 1, share)).toBeGreaterThan(0.01 * (1 - 1e-9));
      }),
    );
  });

  it('refuses shares that no number of samples can carry', () => {
    expect(() => sampleFloor(1)).toThrow(/share is 1/);
    expect(() => sampleFloor(0)).toThrow(/share is 0/);
  });
});

describe('belowFloor', () => {
  it('names what a number of samples cannot carry, to the sample', () => {
    expect(belowFloor(6636)).toEqual([]);
    expect(belowFloor(6635)).toEqual(['p999']);
    expect(belowFloor(662)).toEqual(['p999']);
    expect(belowFloor(661)).toEqual(['p99', 'p999']);
    expect(belowFloor(129)).toEqual(['p95', 'p99', 'p999']);
    expect(belowFloor(63)).toEqual(['p90', 'p95', 'p99', 'p999']);
    expect(belowFloor(10)).toEqual(['p50', 'p90', 'p95', 'p99', 'p999']);
  });
});

describe('floorShare', () => {
  it('is the largest share whose floor the count meets', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 1_000_000 }), (count) => {
        const share = floorShare(count);
        expect(riskByRecursion(Math.min(count, 50_000), floorShare(Math.min(count, 50_000)))).toBeCloseTo(0.01, 9);
        expect(sampleFloor(share * 0.999)).toBeLessThanOrEqual(count);
        expect(sampleFloor(1 - (1 - share) * 0.99)).toBeGreaterThan(count * 0.999);
      }),
      { numRuns: 30 },
    );
  });

  it('is about 1 − 6.64 / n, and nothing with less than two samples', () => {
    expect((1 - floorShare(5633)) * 5633).toBeCloseTo(6.64, 1);
    expect((1 - floorShare(1_000_000)) * 1_000_000).toBeCloseTo(6.64, 1);
    expect(floorShare(1)).toBe(0);
    expect(floorShare(0)).toBe(0);
  });
});
