import { describe, expect, it } from 'vitest';
import { summarizeCutOffStep } from '../../../core/analysis/summarizeCutOffStep.ts';
import type { TelemetrySample } from '../../../core/contract/telemetryProtocol.ts';
import { chunkOf, oneAfterTheOther, stepOf } from './measurements.ts';

describe('a step on a server that was cut off', () => {
  const samples = (role: 'engine' | 'client'): TelemetrySample[] =>
    Array.from({ length: 10 }, (_, index) => ({
      atMs: 100 * index,
      memoryUsedBytes: 1,
      memoryTotalBytes: 2,
      processes: [{ role, processes: 1, residentBytes: 7e6 }],
    }));
  const memoryOf = (telemetry: readonly TelemetrySample[]) =>
    summarizeCutOffStep({
      step: stepOf({}, { engine: 'openai', url: 'http://127.0.0.1:8000' }),
      chunks: [chunkOf(oneAfterTheOther(Array(20).fill(50)))],
      telemetry,
      gpu: { present: false, reason: 'none' },
      earlier: [],
    })?.memory;

  it('has the memory of the processes that were followed, and none where nobody’s were', () => {
    expect(memoryOf(samples('engine'))).toMatchObject({ of: 'server processes', peakBytes: 7e6 });
    expect(memoryOf(samples('client'))).toEqual({ absent: 'which processes the server has is not known' });
  });
});
