import { describe, expect, it } from 'vitest';
import { phaseFigures } from '../../../../core/analysis/phases/phaseFigures.ts';
import type { StepMeasurement } from '../../../../core/contract/StepMeasurement.ts';
import { poissonArrivals } from '../../../../core/schedule/arrivalPatterns.ts';
import { factsOf, type SampleRequest } from '../measurements.ts';
import { arrivalsMs, burstPhases, phasedMeasurement, phasedStep, queued, startedAtMs } from './phasedLoads.ts';

const phases = burstPhases(50, 150, [4, 2, 4]);
const step = phasedStep('throughput/burst_handling', phases);
const nobody = { absent: 'nobody looked' };

function figures(requests: readonly SampleRequest[], more: Partial<StepMeasurement> = {}) {
  return phaseFigures(phasedMeasurement(step, requests, more), nobody);
}

/** 100 requests per second at most. */
const sound = queued(arrivalsMs(phases), () => 10);

describe('a burst at a worker that does 100 requests per second', () => {
  it('is over when the queue is: what piled up, over what is left of the capacity', () => {
    const { recovery } = figures(sound);
    // (150 − 100) × 2 s have piled up, and 100 − 50 of them go each second: 2 s, to a request's gap of 20 ms.
    expect(recovery).toMatchObject({ baseP95Ms: expect.closeTo(10, 6) });
    if (recovery === undefined || 'absent' in recovery) throw new Error('it came back');
    expect(Math.abs(recovery.seconds - 2)).toBeLessThan(0.021);
    expect(recovery.intervalSeconds[0]).toBeLessThanOrEqual(2);
    expect(recovery.intervalSeconds[1]).toBeGreaterThanOrEqual(1.98);
    expect(recovery.atMs).toBeCloseTo(7000 + 1000 * recovery.seconds, 6);
  });

  it('costs what the queue makes of its requests', () => {
    const { burst } = figures(sound);
    // The i-th of 300 waits for i/3 of a service: the median 500 ms + 10, the p95 950 + 10, each over 10 ms.
    if (burst === undefined || 'absent' in burst) throw new Error('there is a burst');
    expect(burst.penaltyP50).toBeCloseTo(51, 0);
    expect(burst.penaltyP95).toBeCloseTo(96, 0);
    expect(burst).toMatchObject({ shed: 0 });
    // All but the first of the burst, and those of two seconds after it.
    expect(burst.late).toBeGreaterThanOrEqual(397);
    expect(burst.late).toBeLessThanOrEqual(400);
  });

  it('gives each phase its own requests, rates and share of late ones', () => {
    const { phases: told } = figures(sound);
    expect(told.map(({ name }) => name)).toEqual(['warmUp', 'base', 'burst', 'recovery', 'coolDown']);
    const [, base, burst, recovery] = told;
    expect(base).toMatchObject({ fromMs: 1000, toMs: 5000, offeredPerSecond: 50, lateShare: expect.any(Number) });
    expect(burst).toMatchObject({ fromMs: 5000, toMs: 7000, offeredPerSecond: 150 });
    expect(recovery).toMatchObject({ fromMs: 7000, toMs: 11_000, offeredPerSecond: 50 });
    const sent = [base, burst, recovery].map((phase) => phase?.requests?.sent ?? 0);
    expect(sent.reduce((sum, one) => sum + one)).toBe(sound.length);
    expect(Math.abs((sent[0] ?? 0) - 200)).toBeLessThanOrEqual(1);
    expect(Math.abs((sent[1] ?? 0) - 300)).toBeLessThanOrEqual(1);
    // The worker does what it can, and the recovery gets what had piled up.
    expect(burst?.requestsPerSecond).toBeCloseTo(100, -0.5);
    expect(recovery?.requestsPerSecond).toBeCloseTo(75, -0.5);
    expect(base?.lateShare).toBeLessThanOrEqual(0.05);
    expect(recovery?.lateShare).toBeCloseTo(0.5, 1);
  });

  it('refused and never sent requests are shed; both are late', () => {
    const refused = sound.map((request, index): SampleRequest => {
      if (index < 205 || index >= 235) return request;
      if (index < 215) return { ...request, endMs: request.startMs + 1, outcome: 'failed', errorKind: 1 };
      if (index < 225) return { ...request, endMs: request.startMs + 1, outcome: 'failed', errorKind: 2 };
      return { ...request, endMs: Number.NaN, outcome: 'dropped' };
    });
    const errorKinds = [
      { kind: 'http-503', example: '' },
      { kind: 'connection-reset', example: '' },
    ];
    const facts = factsOf({ ...phasedMeasurement(step, sound).facts, errorKinds });
    expect(figures(refused, { facts }).burst).toMatchObject({ shed: 20 });
    expect(figures(refused, { facts }).phases[2]).toMatchObject({ requests: { failed: 20, dropped: 10 } });
  });

  it('that nobody notices is over at once', () => {
    const unbothered = arrivalsMs(phases).map((startMs, index) => ({
      startMs,
      endMs: startMs + 10 + (index % 20) / 10,
    }));
    const { recovery, burst } = figures(unbothered);
    expect(recovery).toMatchObject({ seconds: 0, intervalSeconds: [0, expect.closeTo(0.02, 3)] });
    expect(burst).toMatchObject({ penaltyP50: expect.closeTo(1, 1), late: expect.any(Number) });
  });
});

describe('a recovery that cannot be told', () => {
  it('latency that does not come back', () => {
    const stuck = sound.map((request) =>
      request.startMs < startedAtMs + 5000 ? request : { ...request, endMs: request.startMs + 500 },
    );
    expect(figures(stuck).recovery).toMatchObject({
      absent: expect.stringMatching(/^latency had not come back 4\.0\ss after/),
    });
  });

  it('latency that half comes back', () => {
    const half = sound.map((request, index) =>
      request.startMs < startedAtMs + 5000
        ? request
        : { ...request, endMs: request.startMs + (index % 3 === 0 ? 80 : 9) },
    );
    expect(figures(half).recovery).toMatchObject({ absent: expect.stringContaining('of the last') });
  });

  it('a server that died in its burst: everything after it is late', () => {
    const dead = sound.map(
      (request): SampleRequest =>
        request.startMs < startedAtMs + 6000 ? request : { ...request, endMs: request.startMs + 1, outcome: 'failed' },
    );
    const { recovery, burst, phases: told } = figures(dead);
    expect(recovery).toMatchObject({ absent: expect.stringContaining('had not come back') });
    expect(burst).toMatchObject({ penaltyP95: 'Infinity', shed: 0 });
    expect(told[3]).toMatchObject({ requests: { ok: 0, failed: 200 }, latencyMs: { p50: 'Infinity' }, lateShare: 1 });
  });

  it('a base that failed itself, or of too few requests', () => {
    const failing = sound.map(
      (request, index): SampleRequest => (index % 10 === 0 ? { ...request, outcome: 'failed' } : request),
    );
    const none = { absent: expect.stringContaining('more than 5 % of the') };
    expect(figures(failing)).toMatchObject({ recovery: none, burst: none });
    const short = burstPhases(4, 12, [4, 2, 4]);
    const few = phaseFigures(
      phasedMeasurement(
        phasedStep('throughput/burst_handling', short),
        queued(arrivalsMs(short), () => 10),
      ),
      nobody,
    );
    expect(few.recovery).toMatchObject({ absent: expect.stringMatching(/of 20 requests of the phase “base”/) });
  });

  it.each([
    ['was stopped', { interrupted: true }],
    ['failed', { failure: { reason: 'r', remedy: 'r' } }],
    ['lost its runner', { facts: undefined, interrupted: true }],
  ])('a step that %s in its burst: phases as far as they got', (_, more) => {
    const kept = sound.filter(({ endMs }) => endMs < startedAtMs + 6000);
    const facts = { ...phasedMeasurement(step, kept).facts, measuredToMs: startedAtMs + 6000, stopped: true };
    const seen = [
      { name: 'warmUp', fromMs: 0, toMs: 1000 },
      { name: 'measured', fromMs: 1000, toMs: 6000 },
    ];
    const { facts: _given, ...measured } = phasedMeasurement(step, kept, { phases: seen, interrupted: false });
    const whole = 'facts' in more ? measured : { ...measured, facts: factsOf(facts) };
    const { facts: _none, ...rest } = more as { facts?: undefined };
    const told = phaseFigures({ ...whole, ...rest }, nobody);
    expect(told.phases.map(({ name, toMs }) => [name, Math.round(toMs / 100) * 100])).toEqual([
      ['warmUp', 1000],
      ['base', 5000],
      ['burst', 6000],
    ]);
    expect(told.burst).toMatchObject({ absent: expect.stringContaining('not carried out to its end') });
    expect(told.recovery).toEqual(told.burst);
  });
});

it('recovery from a burst of Poisson arrivals holds what their own queue says, in most runs', () => {
  let held = 0;
  for (let seed = 1; seed <= 40; seed += 1) {
    const instants = arrivalsMs(phases, poissonArrivals, seed);
    const requests = queued(instants, () => 10);
    const { recovery } = figures(requests);
    if (recovery === undefined || 'absent' in recovery) continue;
    // The first of the recovery that finds no more queue than the base often had.
    const back = requests.find(
      ({ startMs, endMs }) => startMs >= startedAtMs + 7000 && endMs - startMs <= recovery.baseP95Ms,
    );
    const truth = ((back?.startMs ?? Number.NaN) - startedAtMs - 7000) / 1000;
    if (recovery.intervalSeconds[0] <= truth + 1e-9 && truth <= recovery.intervalSeconds[1] + 0.5) held += 1;
  }
  expect(held).toBeGreaterThanOrEqual(36);
});
