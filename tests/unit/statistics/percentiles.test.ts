import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { elementAt, sortedSamples } from '../../../core/statistics/arrays.ts';
import { percentileOfSorted, percentileRank } from '../../../core/statistics/percentiles.ts';

/** By the definition and in whole numbers: the smallest k with k/n ≥ perMille/1000. */
function rankByDefinition(count: number, perMille: number): number {
  let rank = 1;
  while (rank * 1000 < perMille * count) rank += 1;
  return rank;
}

describe('percentileRank', () => {
  it('is the smallest k with k/n ≥ share, also where the product does not come out whole in doubles', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20_000 }), fc.integer({ min: 0, max: 1000 }), (count, perMille) => {
        expect(percentileRank(count, perMille / 1000)).toBe(rankByDefinition(count, perMille));
      }),
    );
    // 100 × 0.07 is 7.000000000000001, 100 × 0.29 is 28.999999999999996.
    expect(percentileRank(100, 0.07)).toBe(7);
    expect(percentileRank(100, 0.29)).toBe(29);
    expect(percentileRank(10_000_000, 0.999)).toBe(9_990_000);
  });

  it('has known ranks', () => {
    expect([0.5, 0.9, 0.95, 0.99, 0.999].map((share) => percentileRank(1000, share))).toEqual([
      500, 900, 950, 990, 999,
    ]);
    expect([0, 0.5, 1].map((share) => percentileRank(3, share))).toEqual([1, 2, 3]);
  });

  it('refuses a share outside 0 to 1 and an empty sample', () => {
    expect(() => percentileRank(10, 1.01)).toThrow(/share is 1.01/);
    expect(() => percentileRank(10, Number.NaN)).toThrow(/share is NaN/);
    expect(() => percentileRank(0, 0.5)).toThrow(/count is 0/);
  });
});

describe('percentileOfSorted', () => {
  it('is always a sample with at least that share of the samples at or below it, and the smallest such', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.double({ min: 0, max: 1e4, noNaN: true }), fc.constant(Number.POSITIVE_INFINITY)), {
          minLength: 1,
          maxLength: 60,
        }),
        fc.integer({ min: 1, max: 1000 }),
        (values, perMille) => {
          const percentile = percentileOfSorted(sortedSamples(Float64Array.from(values)), perMille / 1000);
          const atOrBelow = values.filter((value) => value <= percentile).length;
          const below = values.filter((value) => value < percentile).length;
          expect(values).toContain(percentile);
          expect(atOrBelow * 1000).toBeGreaterThanOrEqual(perMille * values.length);
          expect(below * 1000).toBeLessThan(perMille * values.length);
        },
      ),
    );
  });
});

describe('sortedSamples', () => {
  it('leaves its input as it was and puts failures last', () => {
    const samples = Float64Array.of(3, Number.POSITIVE_INFINITY, 1, 2);
    expect([...sortedSamples(samples)]).toEqual([1, 2, 3, Number.POSITIVE_INFINITY]);
    expect([...samples]).toEqual([3, Number.POSITIVE_INFINITY, 1, 2]);
  });

  it('refuses what is no latency', () => {
    expect(() => sortedSamples(Float64Array.of(1, Number.NaN, 2))).toThrow(/a sample is NaN/);
    expect(() => sortedSamples(Float64Array.of(1, Number.NEGATIVE_INFINITY))).toThrow(/a sample is -Infinity/);
  });
});

describe('elementAt', () => {
  it('names the index that is not there', () => {
    expect(elementAt(Float64Array.of(4), 0)).toBe(4);
    expect(() => elementAt(Float64Array.of(4), 1)).toThrow(/index is 1; there are 1 values/);
  });
});
