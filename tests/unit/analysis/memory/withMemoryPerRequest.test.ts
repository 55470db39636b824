import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withMemoryPerRequest } from '../../../../core/analysis/memory/memoryPerRequest.ts';
import { summarizeStep } from '../../../../core/analysis/summarizeStep.ts';
import type { StepResult } from '../../../../core/contract/resultDocument.ts';
import { factsAbout, measurementOf, oneAfterTheOther, stepOf } from '../measurements.ts';

const requests = oneAfterTheOther([10, 20, 30, 40]);

/** A level of the ladder with so many requests in flight on the mean and so many bytes resident. */
function level(
  concurrency: number,
  meanBytes: number,
  more: Partial<StepResult> = {},
  inFlight = concurrency,
): StepResult {
  const step = stepOf({ concurrency }, { scenario: 'memory/memory_efficiency', level: { label: `${concurrency}` } });
  const facts = factsAbout(requests, { inFlightIntegralMs: inFlight * 100 });
  const result = summarizeStep(measurementOf(requests, { step, facts }));
  return { ...result, memory: { peakBytes: meanBytes, meanBytes, of: 'engine process' }, ...more };
}

function perRequest(levels: readonly StepResult[]) {
  const last = levels.at(-1);
  if (last === undefined) throw new Error('there is no level');
  return withMemoryPerRequest(last, levels.slice(0, -1)).memory;
}

const mebibyte = 1024 ** 2;

describe('withMemoryPerRequest', () => {
  it('reads back what a request holds and what is there without one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: -1e6, max: 1e8 }), (base, each) => {
        const memory = perRequest([1, 4, 16].map((inFlight) => level(inFlight, base + each * inFlight)));
        expect(memory).toMatchObject({
          perRequestBytes: expect.closeTo(each, 2),
          baseBytes: expect.closeTo(base, 2),
        });
      }),
      { numRuns: 20 },
    );
  });

  it('takes the requests in flight that were counted, and not those that were asked for', () => {
    const reached = [1, 2, 4, 5].map((inFlight, index) =>
      level(2 ** index, (100 + 3 * inFlight) * mebibyte, {}, inFlight),
    );
    expect(perRequest(reached)).toMatchObject({ perRequestBytes: expect.closeTo(3 * mebibyte, 1) });
  });

  it('has an interval that is as wide as levels are off the line, by Student’s t', () => {
    // Residuals +1, −2, +1 around 10 x: s² = 6, Σ(x − x̄)² = 2, t(1) = 12.706.
    const memory = perRequest([level(1, 11), level(2, 18), level(3, 31)]);
    expect(memory).toMatchObject({
      perRequestBytes: expect.closeTo(10, 9),
      perRequestBytesInterval95: [
        expect.closeTo(10 - 12.7062 * Math.sqrt(3), 2),
        expect.closeTo(10 + 12.7062 * Math.sqrt(3), 2),
      ],
    });
  });

  it('leaves out levels of which memory or requests in flight say nothing, and keeps those that are too short', () => {
    const invalid: Partial<StepResult> = { validity: { verdict: 'invalid', checks: [] } };
    const short = [level(1, 101, invalid), level(2, 102, invalid), level(4, 104, invalid)];
    expect(perRequest(short)).toMatchObject({ perRequestBytes: expect.closeTo(1, 9) });
    const errors = { reliability: { errorRate: 0.5 } };
    const failure = { reason: 'the engine ended', remedy: 'Look at the log.' };
    for (const useless of [
      { memory: { absent: 'not sampled' } },
      { account: undefined },
      { interrupted: true },
      { skipped: { reason: 'too large' } },
      errors,
      { failure },
    ]) {
      expect(perRequest([level(1, 900, useless), level(1, 101), level(2, 102), level(4, 104)])).toMatchObject({
        perRequestBytes: expect.closeTo(1, 9),
      });
      expect(perRequest([level(1, 900, useless), level(1, 101), level(2, 102)])).toMatchObject({
        perRequestAbsent:
          '2 of 3 levels that a line through them needs; 1 left out, of which memory or requests in flight say nothing',
      });
    }
  });

  it('is absent with the reason where levels do not differ', () => {
    expect(perRequest([level(1, 1), level(2, 2)])).toMatchObject({
      perRequestAbsent: '2 of 3 levels that a line through them needs',
    });
    const alike = [1, 2, 4].map((asked, index) => level(asked, 100, {}, 1 + index / 100));
    expect(perRequest(alike)).toMatchObject({
      perRequestAbsent: 'between 1.00 and 1.02 requests in flight there is no line',
    });
  });

  it('takes no level of another model, target or batch', () => {
    const other = level(8, 999);
    for (const different of [
      { target: 'other' },
      { model: 'other' },
      { scenario: 'memory/memory_profiling' as const },
      { load: { ...other.load, batchSize: 2 } },
    ]) {
      const own = [level(1, 101), level(2, 102), level(4, 104)];
      expect(perRequest([{ ...other, ...different }, ...own])).toMatchObject({ perRequestBytes: expect.closeTo(1, 9) });
    }
    const elsewhere = { ...level(4, 104), scenario: 'latency/concurrent_requests' as const };
    expect(withMemoryPerRequest(elsewhere, [level(1, 101), level(2, 102)]).memory).toEqual(elsewhere.memory);
  });

  it('has the line of the GPUs’ memory beside it, where they tell', () => {
    const onGpu = (inFlight: number): StepResult =>
      level(inFlight, 100, {
        memory: {
          peakBytes: 100,
          meanBytes: 100,
          of: 'engine process',
          gpuPeakBytes: 1,
          gpuMeanBytes: 500 + 7 * inFlight,
        },
      });
    expect(perRequest([onGpu(1), onGpu(2), onGpu(4)])).toMatchObject({
      perRequestBytes: expect.closeTo(0, 9),
      gpuPerRequestBytes: expect.closeTo(7, 9),
      gpuBaseBytes: expect.closeTo(500, 9),
    });
    expect(perRequest([level(1, 100), level(2, 100), onGpu(4)])).toMatchObject({
      gpuPerRequestAbsent: expect.stringContaining('1 of 3 levels'),
    });
    expect(perRequest([level(1, 100), level(2, 100), level(4, 100)])).not.toHaveProperty('gpuPerRequestAbsent');
  });
});
