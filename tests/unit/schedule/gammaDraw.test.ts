import { describe, expect, it } from 'vitest';
import { gammaDraw } from '../../../core/schedule/arrivalPatterns.ts';
import { SeededRandom } from '../../../core/statistics/SeededRandom.ts';

/** The regularized lower incomplete gamma function by its power series: a distribution that owes nothing to the draws. */
function gammaCumulative(shape: number, x: number): number {
  if (x <= 0) return 0;
  let term = 1 / shape;
  let sum = term;
  for (let n = 1; term > sum * 1e-16 && n < 10_000; n += 1) {
    term *= x / (shape + n);
    sum += term;
  }
  return sum * Math.exp(shape * Math.log(x) - x - logGamma(shape));
}

/** Stirling's series after moving the argument above 20, where its error is below 1e-12. */
function logGamma(x: number): number {
  if (x < 20) return logGamma(x + 1) - Math.log(x);
  const inverse = 1 / x;
  const series = inverse * (1 / 12 - inverse ** 2 * (1 / 360 - inverse ** 2 * (1 / 1260)));
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series;
}

describe('gammaDraw', () => {
  it('the distribution to compare with is right where it is known: exponential and Erlang', () => {
    expect(gammaCumulative(1, 2)).toBeCloseTo(1 - Math.exp(-2), 11);
    expect(gammaCumulative(3, 2)).toBeCloseTo(1 - Math.exp(-2) * (1 + 2 + 2), 11);
    expect(gammaCumulative(0.5, 0.5)).toBeCloseTo(0.682_689_492_137, 10);
  });

  it.each([0.04, 0.25, 1, 4, 100])(
    'has the gamma distribution of shape %s (Kolmogorov–Smirnov, one in a thousand)',
    (shape) => {
      const random = new SeededRandom(23);
      const count = 20_000;
      const draws = Array.from({ length: count }, () => gammaDraw(random, shape)).sort((a, b) => a - b);
      const distance = Math.max(
        ...draws.map((draw, index) => {
          const expected = gammaCumulative(shape, draw);
          return Math.max(Math.abs((index + 1) / count - expected), Math.abs(index / count - expected));
        }),
      );
      expect(distance).toBeLessThan(1.95 / Math.sqrt(count));
    },
  );
});
