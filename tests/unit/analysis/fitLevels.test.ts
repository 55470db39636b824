import { describe, expect, it } from 'vitest';
import { fitLevels } from '../../../core/analysis/scalability.ts';
import { summarizeStep } from '../../../core/analysis/summarizeStep.ts';
import type { StepResult } from '../../../core/contract/resultDocument.ts';
import { scalabilityLaw } from '../../../core/statistics/scalability.ts';
import { measurementOf, stepOf } from './measurements.ts';

const law = { alpha: 0.05, beta: 0.95 / 16 ** 2, lambda: 10 };

const base = summarizeStep(
  measurementOf([{ startMs: 0, endMs: 100 }], { step: stepOf({}, { scenario: 'latency/concurrent_requests' }) }),
);

function levelAt(concurrency: number, more: Partial<StepResult> = {}): StepResult {
  return {
    ...base,
    load: { ...base.load, concurrency },
    throughput: { requestsPerSecond: scalabilityLaw(law, concurrency) },
    validity: { verdict: 'suspect', checks: [] },
    ...more,
  };
}

const ladder = (...levels: number[]): StepResult[] => levels.map((concurrency) => levelAt(concurrency));

describe('fitLevels', () => {
  it('fits the law to the levels of a ladder so far', () => {
    const { scalability } = fitLevels(levelAt(32), ladder(1, 2, 4, 8, 16));
    expect(scalability).toMatchObject({
      uslAlpha: expect.closeTo(0.05, 6),
      uslBeta: expect.closeTo(0.95 / 256, 6),
      uslRequestsPerSecond: expect.closeTo(10, 5),
      kneeConcurrency: expect.closeTo(16, 4),
      saturationRequestsPerSecond: expect.closeTo(scalabilityLaw(law, 16), 4),
      rSquared: expect.closeTo(1, 9),
    });
    expect(scalability).not.toHaveProperty('kneeAbsent');
  });

  it('says how many levels there are while there are too few', () => {
    expect(fitLevels(levelAt(4), ladder(1, 2))).toEqual({ scalability: { absent: '3 of 4 levels' } });
  });

  it('says that levels are missing because they are invalid', () => {
    const invalid = ladder(1, 2).map((step) => ({ ...step, validity: { verdict: 'invalid' as const, checks: [] } }));
    expect(fitLevels(levelAt(4), invalid)).toEqual({ scalability: { absent: '1 of 4 levels; 2 invalid left out' } });
  });

  it('leaves out levels that are invalid, and those of other ladders', () => {
    const wrong = { throughput: { requestsPerSecond: 1000 } };
    const foreign: StepResult[] = [
      levelAt(8, { ...wrong, validity: { verdict: 'invalid', checks: [] } }),
      levelAt(8, { ...wrong, target: 'other' }),
      levelAt(8, { ...wrong, model: 'other' }),
      levelAt(8, { ...wrong, scenario: 'throughput/max_throughput' }),
      levelAt(8, { ...wrong, load: { ...base.load, concurrency: 8, batchSize: 4 } }),
      levelAt(8, { ...wrong, load: { ...base.load, concurrency: 8, loop: 'open' } }),
    ];
    expect(fitLevels(levelAt(32), [...foreign, ...ladder(1, 2, 4, 8, 16)])).toEqual(
      fitLevels(levelAt(32), ladder(1, 2, 4, 8, 16)),
    );
  });

  it('names why a knee or a limit is missing', () => {
    const flat = (concurrency: number) => levelAt(concurrency, { throughput: { requestsPerSecond: 5 } });
    const one = fitLevels(flat(32), [1, 2, 4, 8].map(flat)).scalability;
    expect(one).toMatchObject({ kneeAbsent: expect.stringContaining('never falls'), saturationRequestsPerSecond: 5 });
    const rising = (concurrency: number) => levelAt(concurrency, { throughput: { requestsPerSecond: concurrency } });
    const other = fitLevels(rising(32), [1, 2, 4, 8].map(rising)).scalability;
    expect(other).toMatchObject({ uslAlpha: expect.closeTo(0, 9), saturationAbsent: expect.stringContaining('limit') });
  });

  it('has nothing to say of a scenario that is no ladder, nor of an open loop', () => {
    expect(fitLevels(levelAt(1, { scenario: 'latency/single_request' }), [])).toEqual({});
    expect(fitLevels(levelAt(1, { load: { ...base.load, loop: 'open' } }), [])).toEqual({});
  });

  it('stands in the result of a step', () => {
    const step = stepOf({ concurrency: 1 }, { scenario: 'latency/concurrent_requests' });
    const measurement = measurementOf(
      [
        { startMs: 0, endMs: 100 },
        { startMs: 100, endMs: 200 },
      ],
      { step },
    );
    expect(summarizeStep(measurement).scalability).toHaveProperty('absent');
    expect(summarizeStep({ ...measurement, step: stepOf() })).not.toHaveProperty('scalability');
  });
});
