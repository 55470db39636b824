import binomialCdf from '@stdlib/stats-base-dists-binomial-cdf';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sortedSamples } from '../../../core/statistics/arrays.ts';
import {
  orderStatisticRanks,
  percentileInterval,
  percentileIntervalFloor,
} from '../../../core/statistics/percentileInterval.ts';
import { percentileRank } from '../../../core/statistics/percentiles.ts';
import { SeededRandom } from '../../../core/statistics/SeededRandom.ts';

/** P(Binomial(count, numerator/denominator) = k) × denominator^count, exactly, for k = 0…count. */
function exactWeights(count: number, numerator: bigint, denominator: bigint): bigint[] {
  const weights: bigint[] = [];
  let choose = 1n;
  for (let k = 0; k <= count; k += 1) {
    weights.push(choose * numerator ** BigInt(k) * (denominator - numerator) ** BigInt(count - k));
    choose = (choose * BigInt(count - k)) / BigInt(k + 1);
  }
  return weights;
}

/** The definition of the ranks in whole numbers: tails of at most 1/40 by exact sums. */
function ranksByDefinition(count: number, perCent: number): { low: number; high: number } | undefined {
  const weights = exactWeights(count, BigInt(perCent), 100n);
  const total = 100n ** BigInt(count);
  const sum = (from: number, past: number) => weights.slice(from, past).reduce((all, weight) => all + weight, 0n);
  let low = 0;
  while (sum(0, low + 1) * 40n <= total) low += 1;
  let high = count + 1;
  while (sum(high - 1, count + 1) * 40n <= total) high -= 1;
  return low >= 1 && high <= count ? { low, high } : undefined;
}

describe('orderStatisticRanks', () => {
  it('equals the definition in exact arithmetic', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 150 }), fc.integer({ min: 1, max: 99 }), (count, perCent) => {
        expect(orderStatisticRanks(count, perCent / 100)).toEqual(ranksByDefinition(count, perCent));
      }),
    );
  });

  it('has tails of at most 2.5 %, and one rank further in more, by a library of distributions', () => {
    fc.assert(
      fc.property(fc.integer({ min: 6, max: 100_000 }), fc.integer({ min: 1, max: 999 }), (count, perMille) => {
        const share = perMille / 1000;
        const ranks = orderStatisticRanks(count, share);
        const slack = 1e-9;
        if (ranks === undefined) {
          const tails = [(1 - share) ** count, share ** count];
          expect(Math.max(...tails)).toBeGreaterThan(0.025 - slack);
          return;
        }
        expect(binomialCdf(ranks.low - 1, count, share)).toBeLessThanOrEqual(0.025 + slack);
        expect(binomialCdf(ranks.low, count, share)).toBeGreaterThan(0.025 - slack);
        expect(1 - binomialCdf(ranks.high - 1, count, share)).toBeLessThanOrEqual(0.025 + slack);
        expect(1 - binomialCdf(ranks.high - 2, count, share)).toBeGreaterThan(0.025 - slack);
      }),
    );
  });

  it('has the published ranks for a median of 100: the 40th and the 61st', () => {
    expect(orderStatisticRanks(100, 0.5)).toEqual({ low: 40, high: 61 });
  });

  it('contains the rank of the percentile itself', () => {
    fc.assert(
      fc.property(fc.integer({ min: 6, max: 200_000 }), fc.integer({ min: 1, max: 999 }), (count, perMille) => {
        const ranks = orderStatisticRanks(count, perMille / 1000);
        if (ranks === undefined) return;
        const rank = percentileRank(count, perMille / 1000);
        expect(ranks.low).toBeLessThanOrEqual(rank);
        expect(ranks.high).toBeGreaterThanOrEqual(rank);
      }),
    );
  });

  it('approaches the normal approximation for ten million samples', () => {
    const ranks = orderStatisticRanks(10_000_000, 0.99);
    const deviation = Math.sqrt(10_000_000 * 0.99 * 0.01);
    expect(Math.abs((ranks?.low ?? 0) - (9_900_000 - 1.95996 * deviation))).toBeLessThan(2);
    expect(Math.abs((ranks?.high ?? 0) - (9_900_000 + 1.95996 * deviation))).toBeLessThan(2);
  });
});

describe('percentileInterval', () => {
  it('exists from the smallest number of samples for which it can, and says what is missing below', () => {
    const shares = [0.5, 0.9, 0.95, 0.99, 0.999];
    expect(shares.map(percentileIntervalFloor)).toEqual([6, 36, 72, 368, 3688]);
    for (const share of shares) {
      const floor = percentileIntervalFloor(share);
      expect(percentileInterval(new Float64Array(floor), share)).toEqual({ interval: [0, 0] });
      expect(percentileInterval(new Float64Array(floor - 1), share)).toEqual({
        absent: `${floor - 1} of ${floor} samples`,
      });
    }
    expect(percentileInterval(new Float64Array(0), 0.5)).toEqual({ absent: '0 of 6 samples' });
  });

  it('ends at Infinity where failures reach it', () => {
    const samples = Float64Array.from({ length: 1000 }, (_, index) => (index < 985 ? index : Number.POSITIVE_INFINITY));
    const p99 = percentileInterval(sortedSamples(samples), 0.99);
    const p95 = percentileInterval(sortedSamples(samples), 0.95);
    // Samples count from 0, so that the value is one less than the rank: P(B < 983) is 1.4 %, P(B < 984) 2.6 %.
    expect(p99).toEqual({ interval: [982, Number.POSITIVE_INFINITY] });
    expect(p95).toEqual({ interval: [935, 963] });
  });

  it('contains the true percentile as often as its ranks promise, and that is at least 95 %', () => {
    const random = new SeededRandom(2024);
    const trials = 2000;
    const count = 700;
    for (const perCent of [50, 90, 95, 99]) {
      const share = perCent / 100;
      const truth = -10 * Math.log(1 - share);
      let contained = 0;
      for (let trial = 0; trial < trials; trial += 1) {
        const sorted = sortedSamples(Float64Array.from({ length: count }, () => random.exponential(10)));
        const result = percentileInterval(sorted, share);
        if ('interval' in result && result.interval[0] <= truth && truth <= result.interval[1]) contained += 1;
      }
      const ranks = orderStatisticRanks(count, share) ?? { low: 0, high: 0 };
      const weights = exactWeights(count, BigInt(perCent), 100n);
      const between = weights.slice(ranks.low, ranks.high).reduce((all, weight) => all + weight, 0n);
      const promised = Number((between * 10n ** 9n) / 100n ** BigInt(count)) / 1e9;
      expect(promised, `p${perCent}`).toBeGreaterThanOrEqual(0.95);
      expect(Math.abs(contained / trials - promised), `p${perCent}`).toBeLessThan(
        3.3 * Math.sqrt((promised * (1 - promised)) / trials),
      );
    }
  });
});
