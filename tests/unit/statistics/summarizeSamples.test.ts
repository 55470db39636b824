import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distribution } from '../../../core/contract/distribution.ts';
import {
  documentNumber,
  numberFromDocument,
  toDistributionDocument,
} from '../../../core/statistics/distributionDocument.ts';
import { SeededRandom } from '../../../core/statistics/SeededRandom.ts';
import {
  type DistributionSummary,
  type SummaryOptions,
  summarizeSamples,
} from '../../../core/statistics/summarizeSamples.ts';

function summaryOf(samples: readonly number[] | Float64Array, options?: SummaryOptions): DistributionSummary {
  const summary = summarizeSamples(Float64Array.from(samples), options);
  if (summary === undefined) throw new Error('no summary');
  return summary;
}

const latency = fc.double({ min: 0.01, max: 60_000, noNaN: true });

describe('summarizeSamples', () => {
  it('has known answers for 1 to 1000 ms', () => {
    // 613 is prime to 1000: every number once, in an order without a trend.
    const summary = summaryOf(Array.from({ length: 1000 }, (_, index) => ((index * 613) % 1000) + 1));
    expect(summary).toMatchObject({
      count: 1000,
      mean: 500.5,
      min: 1,
      p50: 500,
      p90: 900,
      p95: 950,
      p99: 990,
      p999: 999,
      max: 1000,
      belowFloor: ['p999'],
    });
    // Variance of the whole numbers to n: n(n + 1)/12.
    expect(summary.stdDev).toBeCloseTo(Math.sqrt((1000 * 1001) / 12), 9);
    expect(summary.interval95.p50).toEqual([469, 532]);
    expect(summary.intervalAbsent).toEqual({ p999: '1000 of 3688 samples' });
    // At most 2 beyond p99 have a probability of 0.27 %, at most 3 one of 1.007 %; p99.9 is below its floor.
    expect(summary.bounds99).toMatchObject({ p99: 999 });
    expect(summary.bounds99).not.toHaveProperty('p999');
    expect(toDistributionDocument(summary).bounds99).toEqual(summary.bounds99);
  });

  it('orders its percentiles, keeps the mean between the ends and each interval around its estimate', () => {
    fc.assert(
      fc.property(
        fc.array(latency, { minLength: 1, maxLength: 500 }),
        fc.integer({ min: 0, max: 30 }),
        (values, failures) => {
          const summary = summaryOf(values, { failures });
          const ordered = [summary.min, summary.p50, summary.p90, summary.p95, summary.p99, summary.p999, summary.max];
          expect(ordered).toEqual([...ordered].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
          expect(summary.mean).toBeGreaterThanOrEqual(summary.min);
          expect(summary.mean).toBeLessThanOrEqual(summary.max);
          for (const name of ['p50', 'p90', 'p95', 'p99', 'p999', 'mean'] as const) {
            const interval = summary.interval95[name];
            expect((interval === undefined) !== (summary.intervalAbsent[name] === undefined)).toBe(true);
            if (interval !== undefined) {
              expect(interval[0]).toBeLessThanOrEqual(summary[name]);
              expect(interval[1]).toBeGreaterThanOrEqual(summary[name]);
            }
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('does not depend on how the samples were split between recorders, the interval of the mean aside', () => {
    fc.assert(
      fc.property(fc.array(latency, { minLength: 2, maxLength: 300 }), fc.nat(), (values, cut) => {
        const at = cut % values.length;
        const merged = summaryOf([...values.slice(at), ...values.slice(0, at)], { meanInterval: false });
        const whole = summaryOf(values, { meanInterval: false });
        // Summing in another order may move the last digit.
        expect(Math.abs(merged.mean - whole.mean)).toBeLessThanOrEqual(1e-12 * whole.mean);
        expect(Math.abs((merged.stdDev ?? 0) - (whole.stdDev ?? 0))).toBeLessThanOrEqual(
          1e-9 * (1 + (whole.stdDev ?? 0)),
        );
        expect({ ...merged, mean: 0, stdDev: 0 }).toEqual({ ...whole, mean: 0, stdDev: 0 });
      }),
      { numRuns: 60 },
    );
  });

  it('counts failures as requests that never ended', () => {
    const values = Array.from({ length: 95 }, (_, index) => index + 1);
    const summary = summaryOf(values, { failures: 5 });
    expect(summary.count).toBe(100);
    expect([summary.mean, summary.max, summary.p99]).toEqual(new Array(3).fill(Number.POSITIVE_INFINITY));
    expect([summary.p50, summary.p90, summary.p95]).toEqual([50, 90, 95]);
    expect('stdDev' in summary).toBe(false);
    expect(summary.interval95.p95?.[1]).toBe(Number.POSITIVE_INFINITY);
    expect(summary.interval95.mean).toBeUndefined();
    expect(summary.intervalAbsent.mean).toBe('failures make the mean infinite');
    expect(summaryOf([...values, ...new Array<number>(5).fill(Number.POSITIVE_INFINITY)])).toEqual(summary);
  });

  it('describes what it can: nothing, one sample, only failures', () => {
    expect(summarizeSamples(new Float64Array(0))).toBeUndefined();
    expect(summaryOf([7])).toMatchObject({ count: 1, mean: 7, min: 7, p50: 7, p999: 7, max: 7 });
    expect('stdDev' in summaryOf([7])).toBe(false);
    expect(summaryOf([], { failures: 3 })).toMatchObject({
      count: 3,
      min: Number.POSITIVE_INFINITY,
      p50: Number.POSITIVE_INFINITY,
    });
    expect(() => summaryOf([1], { failures: -1 })).toThrow(/failures is -1/);
  });

  it('leaves out only the interval of the mean when it is to be quick', () => {
    const values = Array.from({ length: 200 }, (_, index) => (index * 61) % 200);
    const quick = summaryOf(values, { meanInterval: false });
    const full = summaryOf(values);
    expect(full.interval95.mean).toBeDefined();
    expect(quick).toEqual({
      ...full,
      interval95: { p50: full.interval95.p50, p90: full.interval95.p90, p95: full.interval95.p95 },
      intervalAbsent: { ...full.intervalAbsent, mean: 'computed at the end' },
    });
  });
});

describe('toDistributionDocument', () => {
  it('is what the schema of the result document accepts, failures or not', () => {
    const random = new SeededRandom(6);
    for (const [count, failures] of [
      [1, 0],
      [40, 0],
      [7000, 0],
      [700, 9],
      [0, 3],
    ] as const) {
      const document = toDistributionDocument(
        summaryOf(
          Array.from({ length: count }, () => random.exponential(50)),
          { failures },
        ),
      );
      expect(distribution.parse(JSON.parse(JSON.stringify(document)))).toEqual(document);
    }
  });

  it('writes Infinity as a word, in percentiles and in intervals', () => {
    const document = toDistributionDocument(
      summaryOf(
        Array.from({ length: 95 }, (_, index) => index + 1),
        { failures: 5 },
      ),
    );
    expect(document).toMatchObject({ mean: 'Infinity', max: 'Infinity', p99: 'Infinity', p50: 50 });
    expect(document.interval95.p95).toEqual([90, 'Infinity']);
    expect('stdDev' in document).toBe(false);
    expect(document.intervalAbsent).toEqual({
      p99: '100 of 368 samples',
      p999: '100 of 3688 samples',
      mean: 'failures make the mean infinite',
    });
  });
});

describe('documentNumber', () => {
  it('goes to the document and back', () => {
    for (const value of [0, 12.5, Number.POSITIVE_INFINITY])
      expect(numberFromDocument(documentNumber(value))).toBe(value);
    expect(() => documentNumber(Number.NaN)).toThrow(/value is NaN/);
  });
});
