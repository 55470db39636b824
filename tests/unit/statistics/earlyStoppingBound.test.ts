import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { percentileOfSorted } from '../../../core/statistics/percentiles.ts';
import { SeededRandom } from '../../../core/statistics/SeededRandom.ts';
import { sampleFloor } from '../../../core/statistics/sampleFloor.ts';
import { earlyStoppingBound } from '../../../core/statistics/summarizeSamples.ts';

const upTo = (count: number): Float64Array => Float64Array.from({ length: count }, (_, index) => index + 1);

/** The definition in whole numbers: the most samples beyond whose exact probability is 1/100 or less, as "t-th highest". */
function highestByDefinition(count: number, perMille: number): number | undefined {
  const [at, beyond] = [BigInt(perMille), BigInt(1000 - perMille)];
  const limit = 1000n ** BigInt(count);
  let choose = 1n;
  let reached = 0n;
  let allowed = -1;
  for (let k = 0; k <= count; k += 1) {
    reached += choose * beyond ** BigInt(k) * at ** BigInt(count - k);
    if (reached * 100n > limit) break;
    allowed = k;
    choose = (choose * BigInt(count - k)) / BigInt(k + 1);
  }
  return allowed < 1 ? undefined : count - allowed + 1;
}

describe('earlyStoppingBound', () => {
  it.each([
    [0.9, 64],
    [0.95, 130],
    [0.97, 219],
    [0.99, 662],
    [0.999, 6636],
    [0.9999, 66_381],
  ])('exists for the share %f from %i samples on, and is then the highest', (share, fewest) => {
    expect(earlyStoppingBound(upTo(fewest), share)).toBe(fewest);
    expect(earlyStoppingBound(upTo(fewest - 1), share)).toBeUndefined();
    expect(sampleFloor(share)).toBe(fewest);
  });

  it('equals the definition in exact arithmetic', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 999 }), (count, perMille) => {
        expect(earlyStoppingBound(upTo(count), perMille / 1000)).toBe(highestByDefinition(count, perMille));
      }),
    );
  });

  it('has the sample of the normal approximation for a million', () => {
    const deviation = Math.sqrt(1_000_000 * 0.99 * 0.01);
    const expected = 990_000 + 2.32635 * deviation;
    expect(Math.abs((earlyStoppingBound(upTo(1_000_000), 0.99) ?? 0) - expected)).toBeLessThan(5);
  });

  it('is never below the percentile of the samples and falls towards it as they grow in number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 662, max: 20_000 }), (count) => {
        const sorted = upTo(count);
        const bound = earlyStoppingBound(sorted, 0.99) ?? 0;
        expect(bound).toBeGreaterThanOrEqual(percentileOfSorted(sorted, 0.99));
        expect((earlyStoppingBound(upTo(4 * count), 0.99) ?? 0) / (4 * count)).toBeLessThan(bound / count);
      }),
    );
  });

  it('is exceeded by the true percentile in at most one of a hundred repetitions', () => {
    const random = new SeededRandom(11);
    const repetitions = 4000;
    for (const [share, count] of [
      [0.9, 200],
      [0.99, 1500],
    ] as const) {
      let exceeded = 0;
      for (let repetition = 0; repetition < repetitions; repetition += 1) {
        const sorted = Float64Array.from({ length: count }, () => random.uniform()).sort();
        if ((earlyStoppingBound(sorted, share) ?? 0) < share) exceeded += 1;
      }
      // Four standard deviations above 1 %.
      expect(exceeded).toBeLessThan(repetitions * 0.01 + 4 * Math.sqrt(repetitions * 0.01));
      expect(exceeded).toBeGreaterThan(0);
    }
  });

  it('is infinite where failures reach it', () => {
    const withFailures = (failures: number) => upTo(1000).fill(Number.POSITIVE_INFINITY, 1000 - failures);
    // At most 2 of 1000 beyond p99 have 0.27 %, at most 3 have 1.007 %: the second highest is the bound.
    expect(earlyStoppingBound(withFailures(1), 0.99)).toBe(999);
    expect(earlyStoppingBound(withFailures(2), 0.99)).toBe(Number.POSITIVE_INFINITY);
  });

  it('refuses a share that is no percentile', () => {
    expect(() => earlyStoppingBound(upTo(10), 1)).toThrow('share is 1');
    expect(() => earlyStoppingBound(upTo(10), 0)).toThrow(RangeError);
  });
});
