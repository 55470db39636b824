import { describe, expect, it } from 'vitest';
import { summarizeSoFar } from '../../../core/analysis/summarizeSoFar.ts';
import { summarizeStep } from '../../../core/analysis/summarizeStep.ts';
import { chunkOf, measurementOf, oneAfterTheOther, stepOf } from './measurements.ts';

const requests = oneAfterTheOther(Array.from({ length: 30 }, (_, index) => 40 + index));

describe('summarizeSoFar', () => {
  it('says nothing until a request was counted', () => {
    expect(summarizeSoFar(stepOf(), [])).toBeUndefined();
    expect(summarizeSoFar(stepOf(), [chunkOf([{ startMs: 0, endMs: 9, phase: 'warmUp' }])])).toBeUndefined();
  });

  it('has the figures that the result would have of the same records', () => {
    const soFar = summarizeSoFar(stepOf(), [chunkOf(requests)]);
    const { latencyMs, throughput } = summarizeStep(measurementOf(requests));
    expect(soFar).toMatchObject({
      count: 30,
      failed: 0,
      p50Ms: latencyMs?.p50,
      p95Ms: latencyMs?.p95,
      belowFloor: latencyMs?.belowFloor,
    });
    expect(soFar?.requestsPerSecond).toBeCloseTo(throughput?.requestsPerSecond ?? 0, 9);
    expect(soFar?.intervals.p50).toEqual(latencyMs?.interval95.p50);
  });

  it('leaves checks that need the runner’s account for the end', () => {
    const checks = summarizeSoFar(stepOf(), [chunkOf(requests)])?.checks ?? [];
    const waiting = checks.filter(({ detail }) => detail === 'at the end').map(({ id }) => id);
    expect(waiting.sort()).toEqual([
      'cache-reuse',
      'client-saturation',
      'clock-step',
      'foreign-load',
      'gpu-throttling',
      'output-sanity',
      'steady-state',
      'token-source',
    ]);
  });
});
