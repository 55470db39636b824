import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockBootstrapInterval } from '../../../core/statistics/blockBootstrapInterval.ts';
import {
  type BlockSummary,
  blockCount,
  blockSummaries,
  mergeDependentBlocks,
} from '../../../core/statistics/dependentBlocks.ts';
import { estimateRate } from '../../../core/statistics/estimateRate.ts';
import type { Interval, IntervalResult } from '../../../core/statistics/Interval.ts';
import { SeededRandom } from '../../../core/statistics/SeededRandom.ts';

function intervalOf(result: IntervalResult | undefined): Interval {
  if (result === undefined || !('interval' in result)) throw new Error(`no interval: ${JSON.stringify(result)}`);
  return result.interval;
}

/** Share of the intervals that contain the truth, of those that there are; there must be nearly as many as trials. */
function coverage(trials: number, truth: number, draw: () => IntervalResult | undefined): number {
  const intervals = Array.from({ length: trials }, draw).filter(
    (result) => result !== undefined && 'interval' in result,
  );
  expect(intervals.length).toBeGreaterThan(trials * 0.93);
  return intervals.filter(({ interval: [low, high] }) => low <= truth && truth <= high).length / intervals.length;
}

/** A first-order autoregressive series around 100 with deviation 10: what queueing does to neighbouring latencies. */
function dependentSeries(random: SeededRandom, count: number, dependence: number): Float64Array {
  let state = random.normal();
  return Float64Array.from({ length: count }, () => {
    state = dependence * state + Math.sqrt(1 - dependence * dependence) * random.normal();
    return 100 + 10 * state;
  });
}

describe('blockSummaries', () => {
  it('keeps every value in exactly one block and never makes more than 1000', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 3000 }), (values) => {
        const blocks = blockSummaries(Float64Array.from(values));
        expect(blocks.length).toBeLessThanOrEqual(1000);
        expect(blocks.reduce((sum, block) => sum + block.weight, 0)).toBe(values.length);
        expect(blocks.reduce((sum, block) => sum + block.sum, 0)).toBe(values.reduce((sum, value) => sum + value, 0));
      }),
      { numRuns: 30 },
    );
    expect(blockCount(1000)).toBe(100);
    expect(blockCount(50_000_000)).toBe(1000);
    expect(blockCount(5633, 32)).toBe(176);
  });
});

describe('mergeDependentBlocks', () => {
  it('leaves independent blocks alone and merges dependent ones, losing nothing', () => {
    const random = new SeededRandom(4);
    const independent = Array.from({ length: 200 }, () => ({ sum: random.normal() + 5, weight: 1 }));
    expect(mergeDependentBlocks(independent, 5)).toBe(independent);

    const dependent = [...dependentSeries(random, 999, 0.95)].map((sum) => ({ sum, weight: 1 }));
    const ratio = dependent.reduce((sum, block) => sum + block.sum, 0) / 999;
    const merged = mergeDependentBlocks(dependent, ratio);
    expect(merged.length).toBeLessThan(70);
    expect(merged.length).toBeGreaterThanOrEqual(10);
    expect(merged.reduce((sum, block) => sum + block.weight, 0)).toBe(999);
    expect(merged.reduce((sum, block) => sum + block.sum, 0)).toBeCloseTo(ratio * 999, 6);
  });
});

describe('blockBootstrapInterval', () => {
  it('is the same for the same blocks and contains the ratio', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ sum: fc.double({ min: 0, max: 100, noNaN: true }), weight: fc.integer({ min: 1, max: 9 }) }),
          {
            minLength: 10,
            maxLength: 60,
          },
        ),
        (blocks) => {
          const result = blockBootstrapInterval(blocks);
          expect(blockBootstrapInterval(blocks)).toEqual(result);
          // Drawn by chance, a few in a thousand come in runs.
          if ('absent' in result) {
            expect(result.absent).toBe('neighbouring blocks depend on each other throughout');
            return;
          }
          const [low, high] = intervalOf(result);
          const ratio =
            blocks.reduce((sum, block) => sum + block.sum, 0) / blocks.reduce((sum, block) => sum + block.weight, 0);
          expect(low).toBeLessThanOrEqual(ratio);
          expect(high).toBeGreaterThanOrEqual(ratio);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('contains the true mean of independent values in about 95 % of samples, few and many', () => {
    const random = new SeededRandom(31);
    for (const count of [60, 400]) {
      const covered = coverage(500, 40, () =>
        blockBootstrapInterval(blockSummaries(Float64Array.from({ length: count }, () => random.exponential(40)))),
      );
      expect(covered, `${count} values`).toBeGreaterThan(0.91);
      expect(covered, `${count} values`).toBeLessThan(0.985);
    }
  });

  it('still does when neighbours depend on each other, where an interval from single values is far too narrow', () => {
    const random = new SeededRandom(32);
    const covered = coverage(500, 100, () =>
      blockBootstrapInterval(blockSummaries(dependentSeries(random, 2000, 0.9))),
    );
    expect(covered).toBeGreaterThan(0.895);
    expect(covered).toBeLessThan(0.98);
    const naive = Array.from({ length: 500 }, () => {
      const values = dependentSeries(random, 2000, 0.9);
      const mean = values.reduce((sum, value) => sum + value, 0) / 2000;
      return Math.abs(mean - 100) <= (1.96 * 10) / Math.sqrt(2000) ? 1 : 0;
    }).reduce<number>((sum, hit) => sum + hit, 0);
    expect(naive / 500).toBeLessThan(0.6);
  });

  it('is no interval where a step drifts from end to end, however many blocks there are', () => {
    const drifting = blockSummaries(Float64Array.from({ length: 5000 }, (_, index) => 100 + index / 50));
    expect(blockBootstrapInterval(drifting)).toEqual({ absent: 'neighbouring blocks depend on each other throughout' });
  });

  it('is no interval for fewer than ten blocks, and says so', () => {
    const blocks: BlockSummary[] = Array.from({ length: 9 }, () => ({ sum: 1, weight: 1 }));
    expect(blockBootstrapInterval(blocks)).toEqual({ absent: '9 of 10 blocks' });
    expect(() => blockBootstrapInterval(Array.from({ length: 1001 }, () => ({ sum: 1, weight: 1 })))).toThrow(
      /1001 blocks/,
    );
    expect(() => blockBootstrapInterval(Array.from({ length: 10 }, () => ({ sum: 1, weight: 0 })))).toThrow(
      /weight positive/,
    );
  });
});

describe('estimateRate', () => {
  it('is completions over the time from the first start to the last end', () => {
    const endsMs = Float64Array.from({ length: 500 }, (_, index) => 1000 + 20 * (index + 1));
    const rate = estimateRate({ firstStartMs: 1000, endsMs });
    expect(rate?.windowSeconds).toBe(10);
    expect(rate?.perSecond).toBe(50);
    // A server as steady as a clock leaves nothing to chance.
    const [low, high] = intervalOf(rate?.interval95);
    expect(low).toBeCloseTo(50, 9);
    expect(high).toBeCloseTo(50, 9);
  });

  it('counts amounts, such as tokens, where they are given', () => {
    const endsMs = Float64Array.of(250, 500, 1000);
    expect(estimateRate({ firstStartMs: 0, endsMs, amounts: [16, 16, 8] })?.perSecond).toBe(40);
  });

  it('contains the true rate of a Poisson stream in about 95 % of runs', () => {
    const random = new SeededRandom(33);
    const covered = coverage(300, 200, () => {
      let at = 0;
      const endsMs = Float64Array.from({ length: 1500 }, () => {
        at += random.exponential(5);
        return at;
      });
      return estimateRate({ firstStartMs: 0, endsMs })?.interval95;
    });
    expect(covered).toBeGreaterThan(0.915);
    expect(covered).toBeLessThan(0.985);
  });

  it('is not misled by requests that end in waves', () => {
    const random = new SeededRandom(34);
    let at = 0;
    const endsMs = Float64Array.from({ length: 1600 }, (_, index) => {
      if (index % 16 === 0) at += 100 + random.normal();
      return at;
    });
    const rate = estimateRate({ firstStartMs: 0, endsMs, concurrency: 16 });
    const [low, high] = intervalOf(rate?.interval95);
    expect(rate?.perSecond).toBeCloseTo(160, 0);
    expect(high - low).toBeLessThan(3);
  });

  it('has no rate without completions and refuses ends out of order', () => {
    expect(estimateRate({ firstStartMs: 0, endsMs: new Float64Array(0) })).toBeUndefined();
    expect(estimateRate({ firstStartMs: 5, endsMs: Float64Array.of(5) })).toBeUndefined();
    expect(() => estimateRate({ firstStartMs: 0, endsMs: Float64Array.of(2, 1) })).toThrow(
      /endsMs\[1\] is 1, before 2/,
    );
    expect(() => estimateRate({ firstStartMs: 3, endsMs: Float64Array.of(2) })).toThrow(/endsMs\[0\] is 2, before 3/);
    expect(estimateRate({ firstStartMs: 0, endsMs: Float64Array.of(10, 20) })?.interval95).toEqual({
      absent: '1 of 10 blocks',
    });
  });
});
