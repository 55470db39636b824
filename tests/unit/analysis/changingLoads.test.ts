import { describe, expect, it } from 'vitest';
import { errorRate } from '../../../core/analysis/checks/errorRate.ts';
import { describedLoad } from '../../../core/analysis/emptyStep.ts';
import { summarizeSoFar } from '../../../core/analysis/summarizeSoFar.ts';
import { summarizeStep } from '../../../core/analysis/summarizeStep.ts';
import type { StepResult } from '../../../core/contract/resultDocument.ts';
import type { TrafficPlan } from '../../../core/contract/trafficPlan.ts';
import { plainSpaces } from '../format/plainSpaces.ts';
import { chunkOf, type SampleRequest, stepOf } from './measurements.ts';
import { arrivalsMs, burstPhases, phasedMeasurement, phasedStep, queued, stressPhases } from './phases/phasedLoads.ts';
import { stepEvidence } from './stepEvidence.ts';

const check = ({ validity }: StepResult, id: string) => {
  const found = validity.checks.find((one) => one.id === id);
  return [found?.status, plainSpaces(found?.detail ?? '')];
};

describe('error-rate where failures are what is sought', () => {
  const stress = stressPhases(200, [10, 2, 8]);
  const step = phasedStep('production/stress_test', stress);
  const refusing = (from: number): SampleRequest[] =>
    arrivalsMs(stress).map((startMs, index) => ({
      startMs,
      endMs: startMs + 5 + (index % 10) / 10,
      ...(index >= from && index < 1300 ? { outcome: 'failed' as const } : {}),
    }));

  it('judges those before the breaking point, and tells the others', () => {
    const result = summarizeStep(phasedMeasurement(step, refusing(800)));
    expect(result.breakingPoint).toMatchObject({ cause: 'errors' });
    expect(check(result, 'error-rate')).toEqual([
      'pass',
      expect.stringMatching(/^0 of 800; 500 of \d+ after it broke at \d+/),
    ]);
  });

  it('waits while the step runs, and judges all where nothing broke', () => {
    const soFar = summarizeSoFar(step, [chunkOf(refusing(800))]);
    expect(soFar?.checks.find(({ id }) => id === 'error-rate')).toMatchObject({ status: 'skipped' });
    const even = arrivalsMs(stress).map(
      (startMs, index): SampleRequest => ({
        startMs,
        endMs: startMs + 5,
        ...(index % 20 === 7 ? { outcome: 'failed' } : {}),
      }),
    );
    expect(check(summarizeStep(phasedMeasurement(step, even)), 'error-rate')[0]).toBe('fail');
  });

  it('fails for failures before it broke', () => {
    const beyondBreaking = { requests: 500, bad: 300, offeredPerSecond: 80 };
    const evidence = stepEvidence({ completed: 1000, failed: 310, beyondBreaking });
    expect(errorRate.evaluate(evidence)).toMatchObject({
      status: 'fail',
      detail: expect.stringContaining('10 of 500'),
    });
  });
});

describe('a burst that fills all places in flight', () => {
  const burst = burstPhases(50, 150, [4, 2, 4]);
  const inTheServer = queued(arrivalsMs(burst), () => 10);
  const dueMs = inTheServer.map(({ startMs }) => startMs);
  // Two in flight: what waits is in the client, and leaves it when the one but one before has ended.
  const requests = inTheServer.map((request, index) => ({
    ...request,
    startMs: Math.max(request.startMs, inTheServer[index - 2]?.endMs ?? 0),
  }));
  const measured = (scenario: 'throughput/burst_handling' | 'throughput/sustained_load') => {
    const step = phasedStep(scenario, burst);
    const load = { ...step.load, maxInFlight: 2 };
    const measurement = phasedMeasurement({ ...step, load }, requests);
    const chunk = chunkOf(requests);
    chunk.intendedStartMs = Float64Array.from(dueMs);
    return summarizeStep({ ...measurement, chunks: [chunk] });
  };

  it('is the overload that was sought, not a slow client', () => {
    const result = measured('throughput/burst_handling');
    expect(check(result, 'send-lag')).toEqual(['pass', expect.stringMatching(/^p99 0[^;]*; \d+ waited for a place/)]);
    expect(check(result, 'rate-achieved')[0]).toBe('pass');
    // The wait is in the latency all the same.
    expect(result.recovery).toMatchObject({ seconds: expect.closeTo(2, 1) });
  });

  it('has no steadiness to speak of, and says why', () => {
    const result = measured('throughput/burst_handling');
    expect(check(result, 'steady-state')).toEqual([
      'skipped',
      'the load changes from phase to phase, and throughput and latency with it',
    ]);
    expect(result.reliability).toMatchObject({
      stabilityAbsent: expect.stringContaining('from phase to phase'),
      driftAbsent: expect.stringContaining('from phase to phase'),
    });
  });
});

describe('the load of a step as its result tells it', () => {
  it.each([
    [{ kind: 'day' }, 'day'],
    [{ kind: 'builtInTrace', name: 'chat' }, 'chat'],
    [{ kind: 'traceFile', path: '/home/somebody/traces/azure.csv' }, 'azure.csv'],
    [{ kind: 'traceFile', path: 'C:\\traces\\azure.csv' }, 'azure.csv'],
    [{ kind: 'conversations', meanTurns: 3, mostTurns: 9, thinkSeconds: 1, mostContextTokens: 900 }, 'conversations'],
  ] satisfies [TrafficPlan, string][])('names its traffic: %j', (traffic, name) => {
    expect(describedLoad(stepOf({ loop: 'open', traffic }))).toMatchObject({ traffic: name });
  });
});
