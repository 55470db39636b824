import { describe, expect, it } from 'vitest';
import { phaseFigures } from '../../../../core/analysis/phases/phaseFigures.ts';
import type { StepMeasurement } from '../../../../core/contract/StepMeasurement.ts';
import { poissonArrivals } from '../../../../core/schedule/arrivalPatterns.ts';
import { SeededRandom } from '../../../../core/statistics/SeededRandom.ts';
import type { SampleRequest } from '../measurements.ts';
import {
  arrivalsMs,
  measuredFromMs,
  phasedMeasurement,
  phasedStep,
  queued,
  startedAtMs,
  stressPhases,
} from './phasedLoads.ts';

/** 20 to 200 per second in 10 s, 2 s of it, 8 s at 20. */
const phases = stressPhases(200, [10, 2, 8]);
const step = phasedStep('production/stress_test', phases);
const instants = arrivalsMs(phases);
const rateAt = (atMs: number): number => Math.min(200, 20 + 18 * ((atMs - measuredFromMs) / 1000));

function figures(requests: readonly SampleRequest[], more: Partial<StepMeasurement> = {}) {
  return phaseFigures(phasedMeasurement(step, requests, more), { absent: 'nobody looked' });
}

function breakingPoint(requests: readonly SampleRequest[]) {
  const found = figures(requests).breakingPoint;
  if (found === undefined || 'absent' in found) throw new Error(`nothing broke: ${found?.absent}`);
  return found;
}

describe('a rising load at a worker of 100 requests per second that queues all', () => {
  const requests = queued(instants, () => 10);

  it('breaks by backlog at what it can do', () => {
    const found = breakingPoint(requests);
    expect(found).toMatchObject({ cause: 'backlog', explanation: expect.stringContaining('pile up at') });
    const [low, high] = found.interval95 ?? [];
    expect(low).toBeLessThanOrEqual(100.5);
    expect(high).toBeGreaterThanOrEqual(99.5);
    expect(found.offeredPerSecond).toBeCloseTo(100, -0.5);
    // 100/s are offered 4.44 s after the ramp began.
    expect((found.atMs - (measuredFromMs - startedAtMs)) / 1000).toBeCloseTo(4.44, 0);
    expect(found.completedPerSecond).toBeCloseTo(100, -0.5);
  });

  it('comes back when what has piled up is done', () => {
    const { recovery } = figures(requests);
    if (recovery === undefined || 'absent' in recovery) throw new Error('it came back');
    // Half of 100/s more over 5.56 s, then 100/s more over 2 s; 80/s of it go while 20/s come.
    expect(recovery.seconds).toBeCloseTo((100 * 5.556 * 0.5 + 200) / 80, 0);
  });

  it('that is too much from the beginning broke there', () => {
    const found = breakingPoint(queued(instants, () => 100));
    expect(found).toMatchObject({
      cause: 'backlog',
      offeredPerSecond: 20,
      atMs: 1000,
      intervalAbsent: expect.any(String),
    });
    expect(found.interval95).toBeUndefined();
  });
});

describe('a rising load at a server that refuses', () => {
  const refusing = (isRefused: (request: SampleRequest, index: number) => boolean): SampleRequest[] =>
    instants.map((startMs, index): SampleRequest => {
      const request = { startMs, endMs: startMs + 5 };
      return isRefused(request, index) ? { ...request, outcome: 'failed', errorKind: 1 } : request;
    });

  it('every second request beyond a load, breaks there by errors', () => {
    const found = breakingPoint(refusing(({ startMs }, index) => rateAt(startMs) > 120 && index % 2 === 0));
    expect(found).toMatchObject({ cause: 'errors', explanation: expect.stringContaining('began to fail at') });
    expect(found.offeredPerSecond).toBeCloseTo(120, -0.5);
    const [low, high] = found.interval95 ?? [];
    expect(low).toBeLessThanOrEqual(120.5);
    expect(high).toBeGreaterThanOrEqual(119.5);
  });

  it('what is more than it can do, ever more of it: where that begins, not in the middle', () => {
    const random = new SeededRandom(5);
    const found = breakingPoint(
      refusing(
        ({ startMs }) =>
          random.uniform() < Math.max(0, 1 - 100 / rateAt(startMs)) * (startMs < measuredFromMs + 12_000 ? 1 : 0),
      ),
    );
    expect(found.cause).toBe('errors');
    expect(found.offeredPerSecond).toBeGreaterThan(98);
    expect(found.offeredPerSecond).toBeLessThan(112);
  });

  it('the same share throughout, breaks nowhere, and says so', () => {
    const even = refusing((_, index) => index % 20 === 7);
    expect(figures(even).breakingPoint).toMatchObject({
      absent: expect.stringMatching(/^\d+ of \d+ requests failed, no more of them as the load rose$/),
    });
  });

  it('when both happen, the first is the cause', () => {
    const queue = queued(instants, () => 10);
    const late = queue.map(
      (request): SampleRequest => (rateAt(request.startMs) > 160 ? { ...request, outcome: 'failed' } : request),
    );
    expect(breakingPoint(late).cause).toBe('backlog');
    const early = queue.map(
      (request): SampleRequest =>
        rateAt(request.startMs) > 60 && request.startMs < measuredFromMs + 12_000
          ? { ...request, outcome: 'failed' }
          : request,
    );
    expect(breakingPoint(early)).toMatchObject({ cause: 'errors', offeredPerSecond: expect.closeTo(60, -0.5) });
  });
});

describe('a load that breaks nothing', () => {
  it('says up to where', () => {
    const requests = instants.map((startMs, index) => ({ startMs, endMs: startMs + 5 + (index % 10) / 10 }));
    const { breakingPoint: found, recovery } = figures(requests);
    expect(found).toMatchObject({ absent: expect.stringMatching(/^nothing failed and nothing fell behind up to 200/) });
    expect(recovery).toMatchObject({ seconds: 0 });
  });

  it('latency that doubles with the load is no backlog', () => {
    const requests = instants.map((startMs) => ({ startMs, endMs: startMs + 400 * (1 + rateAt(startMs) / 200) }));
    expect(figures(requests).breakingPoint).toHaveProperty('absent');
  });

  it('too few requests to see a backlog, and says so', () => {
    const few = stressPhases(20, [10, 2, 8]);
    const told = phaseFigures(
      phasedMeasurement(
        phasedStep('production/stress_test', few),
        queued(arrivalsMs(few), () => 10),
      ),
      { absent: 'nobody looked' },
    );
    expect(told.breakingPoint).toMatchObject({ absent: expect.stringContaining('of 200 requests that would tell') });
  });

  it('is called broken in at most 1 of 100 runs, queue and chance of arrivals as they are', () => {
    let alarms = 0;
    for (let seed = 1; seed <= 300; seed += 1) {
      const random = new SeededRandom(seed);
      // 80 % busy at the peak, with exponential service: a queue that is long now and then.
      const requests = queued(arrivalsMs(phases, poissonArrivals, seed), () => random.exponential(4)).map(
        (request): SampleRequest => (random.uniform() < 0.005 ? { ...request, outcome: 'failed' } : request),
      );
      const { breakingPoint: found } = figures(requests);
      if (found !== undefined && !('absent' in found)) alarms += 1;
    }
    expect(alarms).toBeLessThanOrEqual(3);
  });

  it('a worker of half of the peak is found in 9 of 10 runs of chance, and inside of its interval', () => {
    let held = 0;
    for (let seed = 1; seed <= 100; seed += 1) {
      const random = new SeededRandom(seed);
      const requests = queued(arrivalsMs(phases, poissonArrivals, seed), () => random.exponential(10));
      const { breakingPoint: found } = figures(requests);
      if (found === undefined || 'absent' in found || found.interval95 === undefined) continue;
      if (found.interval95[0] <= 100 && 100 <= found.interval95[1]) held += 1;
    }
    expect(held).toBeGreaterThanOrEqual(90);
  });
});

it('a step that was stopped tells no breaking point', () => {
  const told = figures(
    queued(instants, () => 10),
    { interrupted: true },
  );
  expect(told.breakingPoint).toMatchObject({ absent: expect.stringContaining('not carried out') });
});
