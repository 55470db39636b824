import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ArrivalCursor } from '../../../core/schedule/ArrivalProcess.ts';
import { TraceArrivals } from '../../../core/schedule/trace/RepeatedTrace.ts';
import type { Trace } from '../../../core/schedule/trace/TraceColumns.ts';
import { allInstants } from './allInstants.ts';

function traceOf(instantsMs: readonly number[]): Trace {
  return {
    count: instantsMs.length,
    instantsMs: Float64Array.from(instantsMs),
    promptTokens: Uint32Array.from(instantsMs, (_, index) => 100 + index),
    outputTokens: Uint32Array.from(instantsMs, (_, index) => 1 + index),
    notes: [],
  };
}

/** Standard deviation of the gaps by their mean. */
function coefficientOfVariation(instants: readonly number[]): number {
  const gaps = instants.slice(1).map((instant, index) => instant - (instants[index] ?? 0));
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  return Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length) / mean;
}

const recording = traceOf([0, 100, 100, 500, 900]);

describe('a recording played', () => {
  it('keeps its instants and its gaps, and lasts one mean gap longer', () => {
    const arrivals = new TraceArrivals(recording);
    expect(allInstants(arrivals)).toEqual([0, 100, 100, 500, 900]);
    expect([arrivals.durationMs, arrivals.expectedCount]).toEqual([1125, 5]);
  });

  it('has the rate that is asked for, or takes the time', () => {
    const faster = new TraceArrivals(recording, { kind: 'rate', ratePerSecond: 10 });
    expect(faster.durationMs).toBe(500);
    const expected = [0, 100, 100, 500, 900].map((instant) => (instant * 500) / 1125);
    allInstants(faster).forEach((instant, index) => {
      expect(instant).toBeCloseTo(expected[index] ?? Number.NaN, 9);
    });
    expect(new TraceArrivals(recording, { kind: 'duration', durationMs: 2250 }).durationMs).toBe(2250);
  });

  it('keeps how bursty it is, all its requests and their lengths at any scale', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 2, maxLength: 60 }),
        fc.double({ min: 0.001, max: 1000, noNaN: true }),
        (gaps, ratePerSecond) => {
          fc.pre(gaps.slice(1).some((gap) => gap > 0));
          let nowMs = 0;
          const instants = gaps.map((gap, index) => {
            nowMs += index === 0 ? 0 : gap;
            return nowMs;
          });
          const arrivals = new TraceArrivals(traceOf(instants), { kind: 'rate', ratePerSecond });
          const played = allInstants(arrivals);
          expect(played).toHaveLength(instants.length);
          expect(coefficientOfVariation(played)).toBeCloseTo(coefficientOfVariation(instants), 6);
          expect(played.at(-1)).toBeLessThan(arrivals.durationMs);
          expect(arrivals.expectedCount / (arrivals.durationMs / 1000)).toBeCloseTo(ratePerSecond, 6);
        },
      ),
    );
  });

  it('gives each arrival its lengths, one at a time under a clock of its own', () => {
    const arrivals = new TraceArrivals(recording);
    const cursor = new ArrivalCursor(arrivals);
    const sent: unknown[] = [];
    for (let nowMs = 0; cursor.nextMs < Number.POSITIVE_INFINITY; nowMs += 50) {
      for (; cursor.nextMs <= nowMs; cursor.take()) sent.push([nowMs, arrivals.lengthsOf(cursor.index)]);
    }
    expect(sent).toEqual([
      [0, { promptTokens: 100, outputTokens: 1 }],
      [100, { promptTokens: 101, outputTokens: 2 }],
      [100, { promptTokens: 102, outputTokens: 3 }],
      [500, { promptTokens: 103, outputTokens: 4 }],
      [900, { promptTokens: 104, outputTokens: 5 }],
    ]);
  });

  it('says nothing about lengths that were not recorded', () => {
    const { count, instantsMs, notes } = recording;
    expect(new TraceArrivals({ count, instantsMs, notes }).lengthsOf(0)).toEqual({});
  });

  it('may be a single request, or all at once', () => {
    for (const instants of [[0], [0, 0, 0]]) {
      const arrivals = new TraceArrivals(traceOf(instants));
      expect(allInstants(arrivals)).toEqual(instants);
      expect(arrivals.durationMs).toBe(1);
    }
    expect(new TraceArrivals(traceOf([0]), { kind: 'rate', ratePerSecond: 0.5 }).durationMs).toBe(2000);
  });

  it('refuses an empty trace and a scale that is none', () => {
    expect(() => new TraceArrivals(traceOf([]))).toThrow(/no request/);
    for (const value of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => new TraceArrivals(recording, { kind: 'rate', ratePerSecond: value })).toThrow(/rate in requests/);
      expect(() => new TraceArrivals(recording, { kind: 'duration', durationMs: value })).toThrow(/duration in milli/);
    }
  });
});
