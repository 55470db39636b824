import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import {
  outcomeCode,
  phaseCode,
  type RecordChunk,
  type RecordPhase,
  type RequestOutcome,
} from '../../../core/contract/RecordChunk.ts';
import type { StepFacts } from '../../../core/contract/runnerProtocol.ts';
import type { StepMeasurement } from '../../../core/contract/StepMeasurement.ts';

/** One request as a test writes it down; times in milliseconds since the run's origin. */
export interface SampleRequest {
  startMs: number;
  endMs: number;
  firstTokenMs?: number;
  outputTokens?: number;
  gapsMs?: number[];
  multiTokenEvents?: number;
  outcome?: RequestOutcome;
  phase?: RecordPhase;
  errorKind?: number;
  trafficClass?: number;
}

/** Records in columns, as a runner hands them over. */
export function chunkOf(requests: readonly SampleRequest[]): RecordChunk {
  const column = (value: (request: SampleRequest) => number): number[] => requests.map(value);
  return {
    count: requests.length,
    intendedStartMs: Float64Array.from(column(({ startMs }) => startMs)),
    actualStartMs: Float64Array.from(column(({ startMs }) => startMs)),
    firstTokenMs: Float64Array.from(column(({ firstTokenMs = Number.NaN }) => firstTokenMs)),
    endMs: Float64Array.from(column(({ endMs }) => endMs)),
    inputTokens: Uint32Array.from(column(() => 10)),
    outputTokens: Uint32Array.from(column(({ outputTokens = 1 }) => outputTokens)),
    sentBytes: Uint32Array.from(column(() => 100)),
    receivedBytes: Uint32Array.from(column(() => 1000)),
    contentEvents: Uint32Array.from(
      column(({ gapsMs, firstTokenMs }) => (firstTokenMs === undefined ? 0 : 1 + (gapsMs?.length ?? 0))),
    ),
    multiTokenEvents: Uint32Array.from(column(({ multiTokenEvents = 0 }) => multiTokenEvents)),
    outcome: Uint8Array.from(column(({ outcome = 'ok' }) => outcomeCode[outcome])),
    phase: Uint8Array.from(column(({ phase = 'measured' }) => phaseCode[phase])),
    errorKind: Uint16Array.from(column(({ errorKind = 0 }) => errorKind)),
    gapCount: Uint32Array.from(column(({ gapsMs }) => gapsMs?.length ?? 0)),
    trafficClass: Uint8Array.from(column(({ trafficClass = 0 }) => trafficClass)),
    gapMs: Float32Array.from(requests.flatMap(({ gapsMs }) => gapsMs ?? [])),
  };
}

/** A closed loop on the embedded engine. */
export function stepOf(load: Partial<PlannedStep['load']> = {}, more: Partial<PlannedStep> = {}): PlannedStep {
  return {
    id: 'step-1',
    index: 0,
    target: 'onnx',
    engine: 'onnx',
    model: { id: 'gpt2', name: 'GPT-2', type: 'transformer', temperature: 0.7, topP: 0.9 },
    scenario: 'latency/single_request',
    level: { label: '1 in flight', concurrency: 1 },
    load: { loop: 'closed', concurrency: 1, batchSize: 1, seed: 42, ...load },
    warmupSeconds: 1,
    durationSeconds: 10,
    promptTokens: 10,
    outputTokens: 4,
    timeoutSeconds: 60,
    threads: 1,
    stream: true,
    ...more,
  };
}

export function factsOf(more: Partial<StepFacts> = {}): StepFacts {
  return {
    measuredFromMs: 0,
    measuredToMs: 10_000,
    inFlightIntegralMs: 10_000,
    clientCpuMs: 100,
    clientSpinMs: 0,
    longestLoopDelayMs: 1,
    reconnects: 0,
    errorKinds: [],
    outputsSeen: 10,
    emptyOutputs: 0,
    shortOutputs: 0,
    distinctOutputs: 10,
    stopped: false,
    ...more,
  };
}

/** The runner's account of requests that ended by themselves: none was in flight when it closed. */
export function factsAbout(requests: readonly SampleRequest[], more: Partial<StepFacts> = {}): StepFacts {
  const counted = requests.filter(({ phase = 'measured' }) => phase === 'measured');
  return factsOf({
    measuredFromMs: Math.min(...counted.map(({ startMs }) => startMs)),
    measuredToMs: Math.max(...counted.map(({ endMs }) => endMs)),
    inFlightIntegralMs: counted.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0),
    clientCpuMs: 1,
    ...more,
  });
}

export function measurementOf(
  requests: readonly SampleRequest[],
  more: Partial<StepMeasurement> = {},
): StepMeasurement {
  return {
    step: stepOf(),
    chunks: [chunkOf(requests)],
    facts: requests.length === 0 ? factsOf() : factsAbout(requests),
    telemetry: [],
    telemetryLosses: {},
    phases: [],
    startedAtMs: 0,
    gpu: { present: false, reason: 'nvidia-smi is not on PATH' },
    interrupted: false,
    earlier: [],
    ...more,
  };
}

/** Requests of one client, one after the other, each of the given duration. */
export function oneAfterTheOther(durationsMs: readonly number[]): SampleRequest[] {
  let nowMs = 0;
  return durationsMs.map((durationMs) => {
    const startMs = nowMs;
    nowMs += durationMs;
    return { startMs, endMs: nowMs };
  });
}
