import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LatencyHistogram, largestLatencyMs } from '../../../core/statistics/histogram/LatencyHistogram.ts';
import { percentileOfSorted } from '../../../core/statistics/percentileOfSorted.ts';
import { sortedSamples } from '../../../core/statistics/sortedSamples.ts';

const shares = [0, 0.01, 0.25, 0.5, 0.9, 0.95, 0.99, 0.999, 1];

/** Latencies of every size, from parts of a microsecond to hours. */
const latencies = fc.array(
  fc.oneof(
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.double({ min: 0, max: 1000, noNaN: true }),
    fc.double({ min: 0, max: 1e7, noNaN: true }),
    fc.integer({ min: 0, max: 5 }),
  ),
  { maxLength: 300 },
);
const failures = fc.integer({ min: 0, max: 20 });
const part = fc.record({ latencies, failures });

function histogramOf(values: readonly number[], failed = 0): LatencyHistogram {
  const histogram = new LatencyHistogram();
  for (const value of values) histogram.record(value);
  histogram.recordFailures(failed);
  return histogram;
}

function readBack(document: unknown): LatencyHistogram {
  const read = LatencyHistogram.decode(document);
  if ('failure' in read) throw new Error(read.failure.reason);
  return read.histogram;
}

const percentilesOf = (histogram: LatencyHistogram) => shares.map((share) => histogram.percentileMs(share));

describe('LatencyHistogram', () => {
  it('has percentiles within 0.1 % and a microsecond of the exact ones, failures at their place as infinite', () => {
    fc.assert(
      fc.property(part, (drawn) => {
        const histogram = histogramOf(drawn.latencies, drawn.failures);
        const all = [...drawn.latencies, ...new Array<number>(drawn.failures).fill(Number.POSITIVE_INFINITY)];
        if (all.length === 0) return;
        const sorted = sortedSamples(Float64Array.from(all));
        for (const share of shares) {
          const exact = percentileOfSorted(sorted, share);
          const estimate = histogram.percentileMs(share) ?? Number.NaN;
          if (exact === Number.POSITIVE_INFINITY) expect(estimate).toBe(exact);
          else expect(Math.abs(estimate - exact)).toBeLessThanOrEqual(0.001 * exact + 0.001);
        }
      }),
    );
  });

  it('merges parts into the histogram of all their raw values, and leaves what it merged as it was', () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 5 }), (parts) => {
        const merged = new LatencyHistogram();
        for (const { latencies: values, failures: failed } of parts) {
          const one = histogramOf(values, failed);
          const before = percentilesOf(one);
          merged.merge(one);
          expect(percentilesOf(one)).toEqual(before);
        }
        const raw = parts.flatMap(({ latencies: values }) => values);
        const whole = histogramOf(
          raw,
          parts.reduce((sum, { failures: failed }) => sum + failed, 0),
        );
        expect(percentilesOf(merged)).toEqual(percentilesOf(whole));
        expect([merged.count, merged.failures]).toEqual([whole.count, whole.failures]);
        expect([merged.minMs, merged.maxMs]).toEqual([whole.minMs, whole.maxMs]);
        if (whole.meanMs !== undefined && Number.isFinite(whole.meanMs)) {
          expect(merged.meanMs).toBeCloseTo(whole.meanMs, 6);
        } else expect(merged.meanMs).toBe(whole.meanMs);
      }),
    );
  });

  it('comes back from its written form as it was, through JSON, and can be recorded into and merged further', () => {
    fc.assert(
      fc.property(part, part, (first, second) => {
        const written = histogramOf(first.latencies, first.failures).encode();
        const read = readBack(JSON.parse(JSON.stringify(written)));
        const original = histogramOf(first.latencies, first.failures);
        expect(percentilesOf(read)).toEqual(percentilesOf(original));
        expect([read.minMs, read.maxMs, read.count]).toEqual([original.minMs, original.maxMs, original.count]);
        for (const value of second.latencies) read.record(value);
        read.merge(histogramOf([], second.failures));
        expect(percentilesOf(read)).toEqual(
          percentilesOf(histogramOf([...first.latencies, ...second.latencies], first.failures + second.failures)),
        );
      }),
      { numRuns: 50 },
    );
  });

  it('has known values', () => {
    const histogram = histogramOf(
      Array.from({ length: 100 }, (_, index) => index + 1),
      100,
    );
    expect(histogram.percentileMs(0.005)).toBe(1);
    expect(histogram.percentileMs(0.25)).toBeCloseTo(50, 1);
    expect(histogram.percentileMs(0.5)).toBe(100);
    expect(histogram.percentileMs(0.505)).toBe(Number.POSITIVE_INFINITY);
    expect([histogram.count, histogram.minMs, histogram.maxMs]).toEqual([200, 1, Number.POSITIVE_INFINITY]);
    expect(histogramOf([1, 2, 6]).meanMs).toBe(3);
    expect([new LatencyHistogram().percentileMs(0.5), new LatencyHistogram().meanMs]).toEqual([undefined, undefined]);
  });

  it('keeps a million equal latencies apart from one outlier', () => {
    const histogram = new LatencyHistogram();
    for (let index = 0; index < 1_000_000; index += 1) histogram.record(5);
    histogram.record(60_000);
    expect(histogram.percentileMs(0.999999)).toBeCloseTo(5, 2);
    expect(histogram.percentileMs(1)).toBe(60_000);
    expect(histogram.meanMs).toBeCloseTo(5.059994940005, 9);
  });

  it.each([Number.NaN, -1, Number.POSITIVE_INFINITY, largestLatencyMs * 2])('refuses a latency of %d', (latencyMs) => {
    expect(() => new LatencyHistogram().record(latencyMs)).toThrow(/the latency is .* count failures apart/);
  });

  it('refuses a number of failures that is none', () => {
    expect(() => new LatencyHistogram().recordFailures(0.5)).toThrow(/number of failures is 0.5/);
  });

  it('says what is wrong with a text that is no histogram', () => {
    const written = histogramOf([1, 2, 3]).encode();
    const reasonOf = (document: unknown): string => {
      const read = LatencyHistogram.decode(document);
      return 'failure' in read ? read.failure.reason : 'it was read';
    };
    expect(reasonOf({ ...written, microseconds: 'AAAA' })).toMatch(/microseconds: it is no HdrHistogram/);
    expect(reasonOf({ ...written, latencies: 4 })).toMatch(/holds 3 latencies, and latencies is 4/);
    expect(reasonOf({ ...written, failures: -1 })).toMatch(/failures/);
    expect(reasonOf({ ...written, minMs: 9 })).toMatch(/minMs is not above maxMs/);
    expect(reasonOf({ ...written, microseconds: 'A'.repeat(200_001) })).toMatch(/microseconds/);
    expect(reasonOf(undefined)).toMatch(/the document/);
  });
});
