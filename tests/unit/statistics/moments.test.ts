import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../../core/schedule/SeededRandom.ts';
import { coefficientOfVariation } from '../../../core/statistics/coefficientOfVariation.ts';
import { compensatedSum } from '../../../core/statistics/compensatedSum.ts';
import { linearRegression } from '../../../core/statistics/linearRegression.ts';
import { meanAndDeviation } from '../../../core/statistics/meanAndDeviation.ts';
import { normalCumulative } from '../../../core/statistics/normalCumulative.ts';
import { studentQuantile } from '../../../core/statistics/studentQuantile.ts';

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

describe('coefficientOfVariation', () => {
  it('is 0 for constant values, 0.577 for a uniform distribution from 0, 1 for an exponential one', () => {
    const random = new SeededRandom(1);
    expect(coefficientOfVariation(Float64Array.of(7, 7, 7))).toBe(0);
    expect(coefficientOfVariation(Float64Array.from({ length: 1001 }, (_, index) => index))).toBeCloseTo(0.5774, 2);
    expect(coefficientOfVariation(Float64Array.from({ length: 50_000 }, () => random.exponential(3)))).toBeCloseTo(
      1,
      1,
    );
  });

  it('is undefined where it says nothing', () => {
    expect(coefficientOfVariation(Float64Array.of(7))).toBeUndefined();
    expect(coefficientOfVariation(Float64Array.of(-1, 1))).toBeUndefined();
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

  it('falls steadily across the change of method towards 1.96', () => {
    const values = Array.from({ length: 260 }, (_, index) => studentQuantile(index + 1));
    expect(values.every((value, index) => index === 0 || value < (values[index - 1] ?? 0))).toBe(true);
    expect(studentQuantile(10_000_000)).toBeCloseTo(1.959964, 5);
    expect(() => studentQuantile(0)).toThrow(/degreesOfFreedom is 0/);
  });
});

describe('linearRegression', () => {
  // F. Anscombe, "Graphs in statistical analysis", The American Statistician 27, 1973: the first of his four data sets.
  const x = Float64Array.of(10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5);
  const y = Float64Array.of(8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68);

  it('has the published fit of a known data set: 3.00 + 0.500 x, standard error of the slope 0.118', () => {
    const fit = linearRegression(x, y);
    expect(fit?.slope).toBeCloseTo(0.500091, 6);
    expect(fit?.intercept).toBeCloseTo(3.000091, 6);
    const interval = fit !== undefined && 'interval' in fit.slopeInterval95 ? fit.slopeInterval95.interval : [0, 0];
    // The 97.5 % point for 9 degrees of freedom is 2.262157.
    expect((interval[1] - interval[0]) / 2 / 2.262157).toBeCloseTo(0.117906, 5);
  });

  it('finds an exact line exactly, with an interval of no width', () => {
    const fit = linearRegression(Float64Array.of(0, 1, 2, 3), Float64Array.of(1, 3, 5, 7));
    expect(fit).toEqual({ slope: 2, intercept: 1, slopeInterval95: { interval: [2, 2] } });
  });

  it('has no interval through two points and no slope without two different x', () => {
    expect(linearRegression(Float64Array.of(0, 1), Float64Array.of(1, 3))?.slopeInterval95).toEqual({
      absent: '2 of 3 points',
    });
    expect(linearRegression(Float64Array.of(1, 1), Float64Array.of(1, 3))).toBeUndefined();
    expect(linearRegression(Float64Array.of(1), Float64Array.of(1))).toBeUndefined();
    expect(() => linearRegression(Float64Array.of(1), Float64Array.of(1, 2))).toThrow(/1 values and y has 2/);
  });

  it('contains the true slope in 95 % of noisy lines', () => {
    const random = new SeededRandom(77);
    const times = Float64Array.from({ length: 20 }, (_, index) => index);
    let contained = 0;
    for (let trial = 0; trial < 2000; trial += 1) {
      const fit = linearRegression(
        times,
        times.map((time) => 3 + 0.25 * time + random.normal()),
      );
      if (fit !== undefined && 'interval' in fit.slopeInterval95) {
        const [low, high] = fit.slopeInterval95.interval;
        if (low <= 0.25 && 0.25 <= high) contained += 1;
      }
    }
    expect(contained / 2000).toBeGreaterThan(0.935);
    expect(contained / 2000).toBeLessThan(0.965);
  });
});
