import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attainmentOf } from '../../../../core/analysis/attainment.ts';
import type { PlannedStep } from '../../../../core/contract/plannedStep.ts';
import type { Attainment } from '../../../../core/contract/scenarioFigures.ts';
import { wilsonInterval } from '../../../../core/statistics/wilsonInterval.ts';
import { chunkOf, type SampleRequest, stepOf } from '../measurements.ts';

function simulation(slos: string[], more: Partial<PlannedStep> = {}): PlannedStep {
  const load = { loop: 'open', ratePerSecond: 10, traffic: { kind: 'day' } } as const;
  return stepOf(load, { scenario: 'production/real_world_simulation', durationSeconds: 10, slos, ...more });
}

function attained(requests: readonly SampleRequest[], step: PlannedStep, startedAtMs = 0): Attainment {
  const { attainment } = attainmentOf(step, [chunkOf(requests)], { fromMs: 1000, toMs: 11_000 }, startedAtMs);
  if (attainment === undefined || 'absent' in attainment) throw new Error('attainment is absent');
  return attainment;
}

/** One every 100 ms from 1 s on, in an order of their ends that is not that of their starts. */
const evenly = (latenciesMs: readonly number[]): SampleRequest[] =>
  latenciesMs
    .map((latencyMs, index): SampleRequest => ({ startMs: 1000 + index * 100, endMs: 1000 + index * 100 + latencyMs }))
    .toReversed();

describe('attainmentOf', () => {
  it('has the share that met each limit and the share that was wanted', () => {
    // Every fifth of a hundred is slow.
    const requests = evenly(Array.from({ length: 100 }, (_, index) => (index % 5 === 0 ? 300 : 50)));
    const { objectives } = attained(
      requests,
      simulation(['latencyMs.p95<=200', 'latencyMs.mean<300', 'latencyMs.p50<=300', 'throughput.requestsPerSecond>=1']),
    );
    expect(objectives).toMatchObject([
      { objective: 'latencyMs.p95<=200', share: 0.8, wanted: 0.95 },
      { objective: 'latencyMs.mean<300', share: 0.8 },
      { objective: 'latencyMs.p50<=300', share: 1, wanted: 0.5 },
    ]);
    expect(objectives[1]).not.toHaveProperty('wanted');
    // Neighbours that depend on each other no more than chance has it: the plain interval of a hundred.
    expect(objectives[2]?.interval95).toEqual([...wilsonInterval(1, 100)]);
  });

  it('counts requests that failed or were never sent as having met nothing', () => {
    const requests = evenly(new Array<number>(60).fill(10)).map((request, index): SampleRequest => {
      if (index < 3) return { ...request, outcome: 'failed', errorKind: 1, firstTokenMs: request.startMs + 1 };
      return index < 6 ? { ...request, outcome: 'dropped', endMs: Number.NaN } : request;
    });
    const { objectives, buckets } = attained(requests, simulation(['latencyMs.p95<=200', 'successLatencyMs.p95<=200']));
    expect(objectives.map(({ share }) => share)).toEqual([0.9, 0.9]);
    expect(buckets.reduce((sum, bucket) => sum + bucket.requests, 0)).toBe(60);
  });

  it('widens the interval where slow requests come together', () => {
    const apart = evenly(Array.from({ length: 1000 }, (_, index) => (index % 10 === 0 ? 300 : 50)));
    const together = evenly(Array.from({ length: 1000 }, (_, index) => (index % 100 < 10 ? 300 : 50)));
    const width = (requests: readonly SampleRequest[]): number => {
      const [low = 0, high = 0] =
        attained(requests, simulation(['latencyMs.p95<=200'])).objectives[0]?.interval95 ?? [];
      return high - low;
    };
    expect(width(apart)).toBeLessThan(0.04);
    expect(width(together)).toBeGreaterThan(2 * width(apart));
  });

  it('gives no interval of few requests, and says so', () => {
    const [objective] = attained(evenly(new Array<number>(20).fill(10)), simulation(['latencyMs.p95<=200'])).objectives;
    expect(objective).toMatchObject({
      share: 1,
      intervalAbsent: 'they say as much as 20 of 50 independent requests',
    });
    expect(objective).not.toHaveProperty('interval95');
  });

  it('has parts of a second at least and a minute at most, in the time of the step, null where nothing was due', () => {
    const requests: SampleRequest[] = [
      { startMs: 1000, endMs: 1010 },
      { startMs: 1999.9, endMs: 2900 },
      { startMs: 2000, endMs: 2010 },
      { startMs: 10_999, endMs: 11_200 },
    ];
    const { bucketSeconds, buckets } = attained(requests, simulation(['latencyMs.p95<=200']), 400);
    expect(bucketSeconds).toBe(1);
    expect(buckets).toHaveLength(10);
    expect(buckets[0]).toEqual({ fromMs: 600, toMs: 1600, requests: 2, shares: [0.5] });
    expect(buckets[1]).toEqual({ fromMs: 1600, toMs: 2600, requests: 1, shares: [1] });
    expect(buckets[2]).toEqual({ fromMs: 2600, toMs: 3600, requests: 0, shares: [null] });
    expect(buckets[9]).toMatchObject({ requests: 1, shares: [0] });
    const of = (durationSeconds: number): number =>
      attained(requests, simulation(['latencyMs.p95<=200'], { durationSeconds })).bucketSeconds;
    expect([of(120), of(600), of(36_000)]).toEqual([2, 10, 60]);
  });

  it('adds up: the share of the step is that of its parts, weighted by their requests', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 100 }), (latenciesMs) => {
        const { objectives, buckets } = attained(evenly(latenciesMs), simulation(['latencyMs.p95<=200']));
        const met = buckets.reduce((sum, { requests, shares }) => sum + requests * (shares[0] ?? 0), 0);
        expect(met / latenciesMs.length).toBeCloseTo(objectives[0]?.share ?? Number.NaN, 9);
        expect(objectives[0]?.share).toBe(
          latenciesMs.filter((latencyMs) => latencyMs <= 200).length / latenciesMs.length,
        );
      }),
    );
  });

  it('leaves out what nothing can be held against, with the reason', () => {
    const whole = evenly(new Array<number>(5).fill(10));
    const { objectives, leftOut } = attained(whole, simulation(['ttftMs.p95<=200', 'latencyMs.p95<=200']));
    expect(objectives.map(({ objective }) => objective)).toEqual(['latencyMs.p95<=200']);
    expect(leftOut).toEqual([{ objective: 'ttftMs.p95<=200', reason: expect.stringContaining('nobody saw') }]);
  });

  it('is absent with the reason, and nothing of other scenarios or of levels of its search', () => {
    const window = { fromMs: 1000, toMs: 11_000 };
    const chunks = [chunkOf(evenly([10]))];
    const of = (step: PlannedStep, ...rest: [typeof chunks?, typeof window?]): unknown =>
      attainmentOf(step, rest[0] ?? chunks, rest.length > 1 ? rest[1] : window, 0);
    expect(of(simulation([]))).toEqual({ attainment: { absent: 'no objective on a single request was given: --slo' } });
    expect(of(simulation(['errorRate<=0.1', 'latencyMs.p50>=1']))).toMatchObject({
      attainment: { absent: /no objective/ },
    });
    expect(of(simulation(['latencyMs.p50<=1']), chunks, undefined)).toEqual({
      attainment: { absent: 'nothing was measured' },
    });
    expect(of(simulation(['latencyMs.p50<=1']), [])).toEqual({ attainment: { absent: 'no request was counted' } });
    expect(of(simulation(['ttftMs.p50<=1']))).toMatchObject({ attainment: { absent: /nobody saw their first token/ } });
    expect(of(stepOf({}, { slos: ['latencyMs.p50<=1'] }))).toEqual({});
    const search = { budgetSeconds: 10, maximumConcurrency: 4, durationSeconds: 10, warmupSeconds: 1 };
    expect(of(simulation(['latencyMs.p50<=1'], { search }))).toEqual({});
  });
});
