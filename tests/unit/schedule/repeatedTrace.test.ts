import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RepeatedTrace } from '../../../core/schedule/trace/RepeatedTrace.ts';
import type { Trace } from '../../../core/schedule/trace/TraceColumns.ts';
import { allInstants } from './allInstants.ts';

function traceOf(instantsMs: readonly number[]): Trace {
  return {
    count: instantsMs.length,
    instantsMs: Float64Array.from(instantsMs),
    promptTokens: Uint32Array.from(instantsMs.keys()),
    outputTokens: Uint32Array.from(instantsMs, (_, index) => 100 + index),
    notes: [],
  };
}

describe('RepeatedTrace', () => {
  it('plays a recording again from its beginning, lengths included, one mean gap after its last request', () => {
    // Three requests in 400 ms: a round takes 600 ms as recorded, and 1500 ms at 2/s.
    const repeated = new RepeatedTrace(traceOf([0, 100, 400]), 2, 4000);
    expect(allInstants(repeated)).toEqual([0, 250, 1000, 1500, 1750, 2500, 3000, 3250]);
    expect(repeated.expectedCount).toBe(8);
    expect(Array.from({ length: 8 }, (_, index) => repeated.lengthsOf(index).promptTokens)).toEqual([
      0, 1, 2, 0, 1, 2, 0, 1,
    ]);
    expect(repeated.lengthsOf(5)).toEqual({ promptTokens: 2, outputTokens: 102 });
  });

  it('is cut where the recording is longer, before an instant that is just its end', () => {
    const repeated = new RepeatedTrace(traceOf([0, 100, 400]), 2, 1000);
    expect(allInstants(repeated)).toEqual([0, 250]);
    expect(repeated.durationMs).toBe(1000);
  });

  it('keeps the rate, stays in order and has what it says for any recording', () => {
    const gaps = fc.array(fc.nat(1000), { minLength: 0, maxLength: 30 });
    fc.assert(
      fc.property(
        gaps,
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 60_000 }),
        (gap, rate, durationMs) => {
          let atMs = 0;
          const trace = traceOf([0, ...gap.map((one) => (atMs += one))]);
          const repeated = new RepeatedTrace(trace, rate, durationMs);
          const instants = allInstants(repeated);
          expect(instants).toHaveLength(repeated.expectedCount);
          expect(instants.every((one, index) => one < durationMs && one >= (instants[index - 1] ?? 0))).toBe(true);
          // Whole rounds have the rate exactly; of the last there are some.
          const wholeRounds = Math.floor((durationMs * rate) / 1000 / trace.count + 1e-9) * trace.count;
          expect(instants.length).toBeGreaterThanOrEqual(wholeRounds);
          expect(instants.length).toBeLessThanOrEqual(wholeRounds + trace.count);
        },
      ),
    );
  });

  it('refuses what makes no sense', () => {
    expect(() => new RepeatedTrace(traceOf([]), 2, 1000)).toThrow('the trace has no request');
    expect(() => new RepeatedTrace(traceOf([0]), 0, 1000)).toThrow('the rate in requests per second of a trace is 0');
    expect(() => new RepeatedTrace(traceOf([0]), 1, 0)).toThrow('the duration in milliseconds of a trace is 0');
  });
});
