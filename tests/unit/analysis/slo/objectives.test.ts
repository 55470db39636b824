import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { failedStep } from '../../../../core/analysis/emptyStep.ts';
import { highestGoodLevel } from '../../../../core/analysis/slo/judgeObjective.ts';
import { summarizeStep } from '../../../../core/analysis/summarizeStep.ts';
import type { StepResult } from '../../../../core/contract/resultDocument.ts';
import { measurementOf, oneAfterTheOther, type SampleRequest, stepOf } from '../measurements.ts';

function judged(
  requests: readonly SampleRequest[],
  slos: string[],
  more: Parameters<typeof stepOf>[0] = {},
): StepResult {
  return summarizeStep(measurementOf(requests, { step: stepOf(more, { slos }) }));
}

const tenToHundred = oneAfterTheOther([10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);

/** Streamed: its first token, then one each `gapMs`. */
const streamed = (startMs: number, ttftMs: number, gapMs: number, tokens: number): SampleRequest => ({
  startMs,
  firstTokenMs: startMs + ttftMs,
  endMs: startMs + ttftMs + gapMs * (tokens - 1),
  outputTokens: tokens,
  gapsMs: new Array<number>(tokens - 1).fill(gapMs),
});

describe('objectives of a step', () => {
  it('are met or missed by the figures of the result, in the order in which they were asked for', () => {
    const { slo, throughput } = judged(tenToHundred, [
      'latencyMs.p90<=90',
      'latencyMs.p90<90',
      'latencyMs.mean<=55',
      'throughput.requestsPerSecond>=18',
      'throughput.requestsPerSecond>19',
      'errorRate<=0',
    ]);
    expect(slo).toMatchObject([
      { objective: 'latencyMs.p90<=90', value: 90, met: true, belowFloor: true },
      { objective: 'latencyMs.p90<90', value: 90, met: false },
      { objective: 'latencyMs.mean<=55', value: 55, met: true },
      { objective: 'throughput.requestsPerSecond>=18', value: throughput?.requestsPerSecond, met: true },
      { objective: 'throughput.requestsPerSecond>19', met: false },
      { objective: 'errorRate<=0', value: 0, met: true },
    ]);
    // A mean and a rate have no floor.
    expect(slo?.[2]).not.toHaveProperty('belowFloor');
  });

  it('carry the interval of their value where it can be quoted', () => {
    const many = oneAfterTheOther(Array.from({ length: 200 }, (_, index) => 10 + (index % 5)));
    const result = judged(many, ['latencyMs.p50<=20', 'latencyMs.p99<=20', 'throughput.requestsPerSecond>=1']);
    expect(result.slo?.map(({ interval95 }) => interval95)).toEqual([
      result.latencyMs?.interval95.p50,
      undefined,
      result.throughput?.interval95,
    ]);
    expect(result.latencyMs?.interval95.p50).toBeDefined();
    expect(result.throughput?.interval95).toBeDefined();
  });

  it('say of a percentile whether it has the samples that it needs', () => {
    const many = oneAfterTheOther(new Array<number>(130).fill(10));
    const { slo } = judged(many, ['latencyMs.p95<=20', 'latencyMs.p99<=20']);
    expect(slo?.map(({ belowFloor = false }) => belowFloor)).toEqual([false, true]);
  });

  it('are missed where failures reach the percentile, and held against the successes where that is asked for', () => {
    const requests = tenToHundred.map(
      (request, index): SampleRequest => (index > 7 ? { ...request, outcome: 'timedOut', errorKind: 1 } : request),
    );
    const { slo } = judged(requests, [
      'latencyMs.p90<=1000',
      'successLatencyMs.p90<=1000',
      'latencyMs.p90>=5',
      'errorRate<0.2',
    ]);
    expect(slo).toMatchObject([
      { value: 'Infinity', met: false },
      { value: 80, met: true },
      { value: 'Infinity', met: true },
      { value: 0.2, met: false },
    ]);
    // Without failures the successes are all requests.
    expect(judged(tenToHundred, ['successLatencyMs.p50<=50']).slo).toMatchObject([{ value: 50, met: true }]);
  });

  it('are neither met nor missed where there is nothing to measure, and say why', () => {
    const { slo } = judged(tenToHundred, ['ttftMs.p50<=1', 'tpotMs.p50<=1', 'itlMs.mean<=1', 'goodput<=1']);
    expect(slo?.map(({ met, value }) => [met, value])).toEqual(new Array(4).fill([undefined, undefined]));
    expect(slo?.map(({ absent }) => absent)).toEqual([
      'replies came whole, without a first token',
      'no reply came as a stream of two tokens or more',
      'no reply came token by token',
      expect.stringContaining('no known metric'),
    ]);
    const none = judged([], ['latencyMs.p50<=1', 'errorRate<=1', 'throughput.requestsPerSecond>=1']);
    expect(none.slo?.map(({ absent }) => absent)).toEqual([
      'no request was counted',
      'no request was counted',
      'no request succeeded',
    ]);
    const failed = oneAfterTheOther([5]).map((one): SampleRequest => ({ ...one, outcome: 'failed', errorKind: 1 }));
    expect(judged(failed, ['ttftMs.p50<=1', 'latencyMs.p50<=1', 'errorRate<=1']).slo).toMatchObject([
      { absent: 'no request succeeded' },
      { value: 'Infinity', met: false },
      { value: 1, met: true },
    ]);
  });

  it('are named by a step that did not begin', () => {
    const step = stepOf({}, { slos: ['errorRate<=0.01'] });
    const failure = { reason: 'the engine died', remedy: 'Try again.' };
    expect(failedStep(step, failure, { present: false, reason: 'none' }, false).slo).toEqual([
      { objective: 'errorRate<=0.01', absent: 'the step did not begin' },
    ]);
  });

  it('leave a result without them as it is', () => {
    const result = summarizeStep(measurementOf(tenToHundred));
    for (const name of ['slo', 'concurrency']) expect(result).not.toHaveProperty(name);
    expect(result.throughput).not.toHaveProperty('goodputPerSecond');
  });
});

describe('goodput', () => {
  it('counts the requests that keep every limit on a single request', () => {
    // TTFT, TPOT: 100 and 10 (good), 300 and 10 (late), 100 and 40 (slow), 100 and none (one token: good).
    const requests = [
      streamed(0, 100, 10, 5),
      streamed(1000, 300, 10, 5),
      streamed(2000, 100, 40, 5),
      streamed(3000, 100, 0, 1),
      { ...streamed(3900, 100, 0, 1), outcome: 'failed' as const, errorKind: 1 },
      { ...streamed(-500, 1, 1, 3), phase: 'warmUp' as const },
    ];
    const { throughput } = judged(requests, ['ttftMs.p95<=200', 'tpotMs.mean<20', 'throughput.requestsPerSecond>=9']);
    // 2 good ones from the first send to the failure's end, 4 seconds.
    expect(throughput?.goodputPerSecond).toBeCloseTo(0.5, 12);
    expect(throughput?.requestsPerSecond).toBeCloseTo(1, 12);
  });

  it('is an objective of its own', () => {
    const { slo } = judged(tenToHundred, ['latencyMs.p50<=50', 'throughput.goodputPerSecond>=9']);
    expect(slo?.[1]).toMatchObject({ met: true });
    expect(slo?.[1]?.value).toBeCloseTo(5 / 0.55, 9);
  });

  it('is absent, with the reason, where nobody saw what is limited, and where nothing is', () => {
    expect(judged(tenToHundred, ['ttftMs.p50<=50']).throughput?.goodputAbsent).toMatch(/limit on TTFT.*came whole/);
    const whole = oneAfterTheOther([10]).map((one) => ({ ...one, outputTokens: 4 }));
    expect(judged(whole, ['tpotMs.p50<=50']).throughput?.goodputAbsent).toMatch(/limit on TPOT.*came whole/);
    const { throughput, slo } = judged(tenToHundred, ['errorRate<=1', 'throughput.goodputPerSecond>=1']);
    expect(throughput).not.toHaveProperty('goodputPerSecond');
    expect(slo?.[1]).toEqual({
      objective: 'throughput.goodputPerSecond>=1',
      absent: 'no objective limits a single request',
    });
  });

  it('never takes a lower bound for a limit on single requests', () => {
    expect(judged(tenToHundred, ['latencyMs.p50>=50']).throughput).not.toHaveProperty('goodputPerSecond');
  });

  it('agrees with counting over a list of the requests, and grows with the limits up to the throughput', () => {
    const request = fc.record({
      ttftMs: fc.integer({ min: 1, max: 50 }),
      gapMs: fc.integer({ min: 1, max: 20 }),
      tokens: fc.integer({ min: 1, max: 6 }),
    });
    const limit = fc.integer({ min: 1, max: 60 });
    fc.assert(
      fc.property(fc.array(request, { minLength: 1, maxLength: 40 }), limit, limit, (drawn, ttftLimit, tpotLimit) => {
        let nowMs = 0;
        const requests = drawn.map(({ ttftMs, gapMs, tokens }) => {
          const one = streamed(nowMs, ttftMs, gapMs, tokens);
          nowMs = one.endMs;
          return one;
        });
        const goodput = (ttft: number, tpot: number): number =>
          judged(requests, [`ttftMs.p99<=${ttft}`, `tpotMs.p99<=${tpot}`]).throughput?.goodputPerSecond ?? Number.NaN;
        const good = drawn.filter(
          ({ ttftMs, gapMs, tokens }) => ttftMs <= ttftLimit && (tokens === 1 || gapMs <= tpotLimit),
        );
        expect(goodput(ttftLimit, tpotLimit)).toBeCloseTo(good.length / (nowMs / 1000), 9);
        expect(goodput(1000, 1000)).toBeCloseTo(drawn.length / (nowMs / 1000), 9);
      }),
      { numRuns: 30 },
    );
  });
});

describe('the highest level that met the objectives', () => {
  const level = (concurrency: number, latencyMs: number, earlier: StepResult[], more: Partial<SampleRequest> = {}) => {
    // N places side by side, each sending as soon as its last request left.
    const requests = Array.from({ length: 200 }, (_, index): SampleRequest => {
      const startMs = Math.floor(index / concurrency) * latencyMs;
      return { startMs, endMs: startMs + latencyMs, ...(index === 0 ? more : {}) };
    });
    const step = stepOf(
      { concurrency },
      {
        scenario: 'latency/concurrent_requests',
        level: { label: `${concurrency} in flight`, concurrency },
        slos: ['latencyMs.p50<=100'],
      },
    );
    return summarizeStep(measurementOf(requests, { step, earlier }));
  };

  it('is the highest concurrency so far whose objectives are all met', () => {
    const one = level(1, 50, []);
    const four = level(4, 90, [one]);
    const eight = level(8, 180, [one, four]);
    expect([one, four, eight].map(({ concurrency }) => concurrency?.maximum)).toEqual([1, 4, 4]);
    expect(eight.slo).toMatchObject([{ met: false, value: 180 }]);
  });

  it('leaves out levels with too many errors, and says so when none is left', () => {
    const failing = level(2, 50, [], { outcome: 'failed', errorKind: 1 });
    // One failure of 200 is within 1 %.
    expect(failing.concurrency?.maximum).toBe(2);
    const worse = { ...failing, reliability: { errorRate: 0.02 } };
    const slow = level(4, 300, [worse]);
    expect(slow.concurrency).not.toHaveProperty('maximum');
    expect(slow.concurrency?.maximumAbsent).toMatch(/no level so far met every objective/);
  });

  it('is that of a ladder of concurrency, and not of memory over phases or over batches and lengths', () => {
    const of = (scenario: StepResult['scenario']) => {
      const { concurrency: _, ...step } = { ...level(4, 50, []), scenario };
      return highestGoodLevel(step, []);
    };
    expect(of('memory/memory_efficiency')).toEqual({ maximum: 4 });
    for (const scenario of ['memory/memory_profiling', 'memory/memory_scaling'] as const) {
      expect(of(scenario)).toEqual({});
    }
    const open = { ...level(4, 50, []), scenario: 'production/mixed_workload' as const };
    expect(highestGoodLevel({ ...open, load: { ...open.load, loop: 'open', ratePerSecond: 5 } }, [open])).toEqual({});
  });

  it('leaves out invalid levels and those of other batch sizes', () => {
    const one = level(1, 50, []);
    const invalid: StepResult = { ...level(16, 50, []), validity: { verdict: 'invalid', checks: [] } };
    const batched: StepResult = { ...level(32, 50, []), load: { ...one.load, concurrency: 32, batchSize: 2 } };
    expect(level(4, 300, [one, invalid, batched]).concurrency?.maximum).toBe(1);
  });
});
