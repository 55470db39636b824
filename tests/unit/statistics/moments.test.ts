import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalCumulative, studentQuantile } from '../../../core/statistics/distributions.ts';
import { compensatedSum, meanAndDeviation } from '../../../core/statistics/meanAndDeviation.ts';

/** One pass, by updating (B. Welford, 1962): another way to the same numbers. */
function welford(values: readonly number[]): { mean: number; deviation: number } {
  let mean = 0;
  let squares = 0;
  values.forEach((value, index) => {
    const before = value - mean;
    mean += before / (index + 1);
    squares += before * (value - mean);
  });
  return { mean, deviation: Math.sqrt(squares / (values.length - 1)) };
}

describe('compensatedSum', () => {
  it('keeps what a plain sum loses', () => {
    expect(compensatedSum([1, 1e100, 1, -1e100])).toBe(2);
    expect(compensatedSum(new Array<number>(10).fill(0.1))).toBe(1);
    expect(compensatedSum([1, Number.POSITIVE_INFINITY, 2])).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('meanAndDeviation', () => {
  it('agrees with a one-pass implementation', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1e5, noNaN: true }), { minLength: 2, maxLength: 200 }),
        (values) => {
          const { mean, standardDeviation } = meanAndDeviation(Float64Array.from(values));
          const expected = welford(values);
          expect(Math.abs(mean - expected.mean)).toBeLessThanOrEqual(1e-9 * (1 + expected.mean));
          expect(Math.abs((standardDeviation ?? Number.NaN) - expected.deviation)).toBeLessThanOrEqual(
            1e-6 * (1 + expected.deviation),
          );
          expect(mean).toBeGreaterThanOrEqual(Math.min(...values));
          expect(mean).toBeLessThanOrEqual(Math.max(...values));
        },
      ),
    );
  });

  it('does not cancel: a small spread on a large offset', () => {
    const { mean, standardDeviation } = meanAndDeviation(Float64Array.of(1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16));
    expect(mean).toBe(1e9 + 10);
    expect(standardDeviation).toBe(Math.sqrt(30));
  });

  it('has no deviation for one value and no mean for none', () => {
    expect(meanAndDeviation(Float64Array.of(5))).toEqual({ mean: 5 });
    expect(() => meanAndDeviation(new Float64Array(0))).toThrow(/no values/);
  });
});

describe('normalCumulative', () => {
  it('has the published values', () => {
    expect(normalCumulative(0)).toBe(0.5);
    expect(normalCumulative(1.959963984540054)).toBeCloseTo(0.975, 14);
    expect(normalCumulative(-1)).toBeCloseTo(0.158655253931457, 14);
    expect(normalCumulative(3)).toBeCloseTo(0.99865010196837, 14);
    expect(normalCumulative(-5)).toBeCloseTo(2.866515718791933e-7, 15);
    expect(normalCumulative(-40)).toBe(0);
    expect(normalCumulative(40)).toBe(1);
  });
});

describe('studentQuantile', () => {
  it('has the tabulated 97.5 % points', () => {
    const table: [number, number][] = [
      [1, 12.7062047362],
      [2, 4.3026527297],
      [3, 3.1824463053],
      [4, 2.7764451052],
      [5, 2.5705818356],
      [10, 2.228138852],
      [30, 2.0422724563],
      [100, 1.9839715185],
      [200, 1.9718962236],
      [500, 1.9647198374],
      [1000, 1.9623390808],
    ];
    for (const [degrees, expected] of table) expect(studentQuantile(degrees), `${degrees}`).toBeCloseTo(expected, 8);
  });

  it('falls steadily towards 1.96', () => {
    const values = Array.from({ length: 260 }, (_, index) => studentQuantile(index + 1));
    expect(values.every((value, index) => index === 0 || value < (values[index - 1] ?? 0))).toBe(true);
    expect(studentQuantile(10_000_000)).toBeCloseTo(1.959964, 5);
    expect(() => studentQuantile(0)).toThrow(/degreesOfFreedom is 0/);
  });
});
