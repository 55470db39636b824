import type { Distribution } from '../../../core/contract/distribution.ts';
import type { ResolvedPlan } from '../../../core/contract/plannedStep.ts';
import type { RecordChunk } from '../../../core/contract/RecordChunk.ts';
import type { Fingerprint, StepResult } from '../../../core/contract/resultDocument.ts';
import type { StoreCalls } from '../../../core/contract/storeProtocol.ts';
import type { TelemetrySample } from '../../../core/contract/telemetryProtocol.ts';

/** A plan of one scenario with one step per level. */
export function examplePlan(levels: readonly number[]): ResolvedPlan {
  return {
    name: 'Example',
    problems: [],
    estimate: { measuredSeconds: 10, totalSeconds: 12, lowSeconds: 11, highSeconds: 15, byScenario: [] },
    steps: levels.map((concurrency, index) => ({
      id: `step-${concurrency}`,
      index,
      target: 'dummy',
      engine: 'dummy',
      model: { id: 'dummy_fast', name: 'Fast dummy', type: 'dummy', latencyMs: 5, temperature: 0, topP: 1 },
      scenario: 'latency/concurrent_requests',
      level: { label: `c=${concurrency}`, concurrency },
      load: { loop: 'closed', concurrency, batchSize: 1, seed: 42 },
      warmupSeconds: 1,
      durationSeconds: 10,
      promptTokens: 8,
      outputTokens: 4,
      timeoutSeconds: 30,
      threads: 1,
      stream: true,
    })),
  };
}

export const exampleFingerprint: Fingerprint = {
  product: { version: '0.1.0' },
  host: {
    hostname: 'bench',
    operatingSystem: 'Linux',
    kernel: '6.1',
    processor: 'Example CPU',
    logicalCores: 2,
    memoryBytes: 8e9,
  },
  gpu: { absent: 'nvidia-smi was not found' },
  runtime: { node: '24.21.0' },
  engines: [],
  configurationHash: 'abc',
};

/** The arguments that create a run of these levels. */
export function exampleRun(id: string, levels: readonly number[] = [1, 2]): Parameters<StoreCalls['createRun']>[0] {
  return {
    id,
    name: `Run ${id}`,
    startedAt: '2026-03-14T15:09:26.000Z',
    plan: examplePlan(levels),
    fingerprint: exampleFingerprint,
  };
}

function distributionAround(p50: number, p95: Distribution['p95']): Distribution {
  return {
    count: 100,
    mean: p50,
    min: p50 - 1,
    p50,
    p90: p50 + 1,
    p95,
    p99: p95,
    p999: p95,
    max: p95,
    belowFloor: ['p99', 'p999'],
    interval95: { p50: [p50 - 0.5, p50 + 0.5], p95: [p50 + 1, p95] },
  };
}

/** The result of one of the plan's steps. */
export function exampleResult(
  concurrency: number,
  over: Partial<Pick<StepResult, 'latencyMs' | 'validity' | 'requests' | 'interrupted' | 'failure'>> & {
    p95?: Distribution['p95'];
  } = {},
): StepResult {
  const { p95 = 7, ...others } = over;
  return {
    id: `step-${concurrency}`,
    target: 'dummy',
    engine: 'dummy',
    model: 'dummy_fast',
    scenario: 'latency/concurrent_requests',
    level: { label: `c=${concurrency}`, concurrency },
    phases: [{ name: 'measured', fromMs: 1000, toMs: 11000 }],
    load: { loop: 'closed', concurrency, batchSize: 1, seed: 42, warmupSeconds: 1, durationSeconds: 10 },
    requests: { sent: 100, ok: 100, failed: 0, timedOut: 0, dropped: 0, reconnects: 0 },
    errors: [],
    latencyMs: distributionAround(5, p95),
    memory: { absent: 'not measured' },
    cpu: { absent: 'not measured' },
    gpu: { absent: 'nvidia-smi was not found' },
    network: { absent: 'no network in between' },
    validity: { verdict: 'valid', checks: [{ id: 'error-rate', status: 'pass', detail: 'none of 100 failed' }] },
    ...others,
  };
}

/** Records of requests that start `firstIndex` × 10 ms after the origin, one every 10 ms, each with two gaps. */
export function exampleRecords(firstIndex: number, count: number): RecordChunk {
  const at = (offsetMs: number) =>
    Float64Array.from({ length: count }, (_, index) => (firstIndex + index) * 10 + offsetMs);
  return {
    count,
    intendedStartMs: at(0),
    actualStartMs: at(0.125),
    firstTokenMs: at(1.7),
    endMs: at(5.1 + 1 / 3),
    inputTokens: new Uint32Array(count).fill(8),
    outputTokens: new Uint32Array(count).fill(3),
    sentBytes: new Uint32Array(count).fill(120),
    receivedBytes: new Uint32Array(count).fill(64),
    contentEvents: new Uint32Array(count).fill(3),
    multiTokenEvents: new Uint32Array(count),
    outcome: new Uint8Array(count),
    phase: new Uint8Array(count).fill(1),
    errorKind: new Uint16Array(count),
    gapCount: new Uint32Array(count).fill(2),
    trafficClass: new Uint8Array(count),
    gapMs: Float32Array.from({ length: 2 * count }, (_, index) => 1.5 + (index % 7) / 10),
  };
}

/** A sample at an instant; the first has no CPU figures, as the protocol says. */
export function exampleSample(atMs: number, first = false): TelemetrySample {
  return {
    atMs,
    ...(!first && { cpuTotalPercent: 51.5 + atMs / 1000, cpuPerCorePercent: [50, 1.5 + atMs / 1000] }),
    memoryUsedBytes: 4e9 + atMs,
    memoryTotalBytes: 8e9,
    networkReceivedBytes: atMs * 3,
    networkSentBytes: atMs * 2,
    processes: [
      { role: 'client', processes: 1, ...(!first && { cpuPercent: 12.25 }), residentBytes: 1e8 },
      { role: 'engine', processes: 2, residentBytes: 6e8 + atMs },
    ],
  };
}
