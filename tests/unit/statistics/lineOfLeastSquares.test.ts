import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FittedLine, lineOfLeastSquares } from '../../../core/statistics/lineOfLeastSquares.ts';
import { SeededRandom } from '../../../core/statistics/SeededRandom.ts';

function fitted(x: readonly number[], y: readonly number[]): FittedLine {
  const line = lineOfLeastSquares(Float64Array.from(x), Float64Array.from(y));
  if ('absent' in line) throw new Error(line.absent);
  return line;
}

/** The textbook's sums of products, without means taken out first. */
function bySums(x: readonly number[], y: readonly number[]): { slope: number; intercept: number } {
  const n = x.length;
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const products = sum(x.map((value, index) => value * (y[index] ?? Number.NaN)));
  const slope = (n * products - sum(x) * sum(y)) / (n * sum(x.map((value) => value ** 2)) - sum(x) ** 2);
  return { slope, intercept: (sum(y) - slope * sum(x)) / n };
}

describe('lineOfLeastSquares', () => {
  it('fits the first of Anscombe’s quartet as published: 3.00 + 0.500 x, standard error 0.118', () => {
    const line = fitted(
      [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5],
      [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68],
    );
    expect(line.slope).toBeCloseTo(0.5001, 4);
    expect(line.intercept).toBeCloseTo(3.0001, 4);
    // 2.262 for nine degrees of freedom.
    expect(line.slopeInterval95[1] - line.slope).toBeCloseTo(2.2622 * 0.1179, 3);
    expect(line.slope - line.slopeInterval95[0]).toBeCloseTo(2.2622 * 0.1179, 3);
  });

  it('agrees with the sums of a textbook, wherever the points lie', () => {
    const point = fc.tuple(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: -1000, max: 1000 }));
    fc.assert(
      fc.property(fc.array(point, { minLength: 3, maxLength: 30 }), (points) => {
        const x = points.map(([one]) => one);
        const y = points.map(([, one]) => one);
        fc.pre(new Set(x).size > 1);
        const line = fitted(x, y);
        const other = bySums(x, y);
        expect(line.slope).toBeCloseTo(other.slope, 6);
        expect(line.intercept).toBeCloseTo(other.intercept, 4);
        expect(line.slopeInterval95[0]).toBeLessThanOrEqual(line.slope);
        expect(line.slopeInterval95[1]).toBeGreaterThanOrEqual(line.slope);
      }),
    );
  });

  it('holds the slope in about 95 of 100 simulated ladders of five levels', () => {
    const random = new SeededRandom(3);
    const x = [1, 2, 4, 8, 16];
    const held = Array.from({ length: 2000 }, () => {
      const [low, high] = fitted(
        x,
        x.map((value) => 100 + 3 * value + random.normal()),
      ).slopeInterval95;
      return low <= 3 && high >= 3;
    }).filter(Boolean).length;
    expect(held / 2000).toBeGreaterThan(0.935);
    expect(held / 2000).toBeLessThan(0.965);
  });

  it('is absent below three points and where all lie above each other', () => {
    expect(lineOfLeastSquares(Float64Array.of(1, 2), Float64Array.of(1, 2))).toEqual({ absent: '2 of 3 points' });
    expect(lineOfLeastSquares(Float64Array.of(1, 1, 1), Float64Array.of(1, 2, 3))).toEqual({
      absent: 'all points lie at one place',
    });
    expect(() => lineOfLeastSquares(Float64Array.of(1), Float64Array.of(1, 2))).toThrow(/1 x and 2 y/);
  });
});
