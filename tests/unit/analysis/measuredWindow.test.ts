import { describe, expect, it } from 'vitest';
import { summarizeSoFar } from '../../../core/analysis/summarizeSoFar.ts';
import { summarizeStep } from '../../../core/analysis/summarizeStep.ts';
import type { TelemetrySample } from '../../../core/contract/telemetryProtocol.ts';
import { chunkOf, factsOf, measurementOf, oneAfterTheOther, type SampleRequest, stepOf } from './measurements.ts';

/** Ten answers in a tenth of a second, then one that hangs until its time is out. */
const hanging: SampleRequest[] = [
  ...oneAfterTheOther(Array(10).fill(10)),
  { startMs: 100, endMs: 60_100, outcome: 'timedOut', errorKind: 1 },
];

function samplesEvery100Ms(untilMs: number): TelemetrySample[] {
  return Array.from({ length: untilMs / 100 }, (_, index) => ({
    atMs: (index + 1) * 100,
    memoryUsedBytes: 1,
    memoryTotalBytes: 2,
    processes: [{ role: 'engine', processes: 1, residentBytes: 100, cpuPercent: 100 }],
  }));
}

describe('the measured window', () => {
  it('lasts until the last counted request was given up: a target that hangs has no rate of before it hung', () => {
    const { throughput } = summarizeStep(measurementOf(hanging));
    expect(throughput?.requestsPerSecond).toBeCloseTo(10 / 60.1, 9);
    expect(throughput?.outputTokensPerSecond).toBeCloseTo(10 / 60.1, 9);
    expect(summarizeSoFar(stepOf(), [chunkOf(hanging)])?.requestsPerSecond).toBeCloseTo(10 / 60.1, 9);
  });

  it('lasts until the stop, when what was in flight then left no record', () => {
    const stopped = factsOf({ measuredToMs: 30_000, stopped: true });
    const result = summarizeStep(
      measurementOf(oneAfterTheOther(Array(10).fill(10)), { facts: stopped, interrupted: true }),
    );
    expect(result.throughput?.requestsPerSecond).toBeCloseTo(10 / 30, 9);
  });

  it('is that of the records when the runner died and could tell no other', () => {
    const { facts: _, ...told } = measurementOf(oneAfterTheOther(Array(20).fill(100)));
    const failure = { reason: 'The runner process was ended by SIGKILL', remedy: 'Run it again' };
    const result = summarizeStep({ ...told, failure, telemetry: samplesEvery100Ms(9000) });
    // Twenty requests in two seconds of one whole core, and not in all the time for which there are samples.
    expect(result.cpu).toMatchObject({ meanPercent: 100, requestsPerCpuSecond: 10 });
    expect(summarizeStep({ ...told, failure }).memory).toEqual({
      absent: 'no memory sample fell into the measured 2.0 s',
    });
    const nothing = summarizeStep({ ...told, chunks: [], failure });
    expect(nothing.memory).toEqual({ absent: 'nothing was measured' });
  });
});
