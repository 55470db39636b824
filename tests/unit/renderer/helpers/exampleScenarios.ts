import type { SeriesPoint, StepResult } from '../../../../core/contract/resultDocument.ts';
import type { StepClass, StepPhase } from '../../../../core/contract/scenarioFigures.ts';
import { distributionFor, stepResultFor } from './stepResultFor.ts';

/** Results of the scenarios as an example: figures made up by hand, so that a test knows them. */

const counts = { sent: 100, ok: 96, failed: 1, timedOut: 0, dropped: 3 };

const open: StepResult['load'] = {
  loop: 'open',
  ratePerSecond: 20,
  batchSize: 1,
  seed: 42,
  warmupSeconds: 1,
  durationSeconds: 10,
};

/** Ten seconds: at 10/s, with a burst of 30/s in the fifth and sixth. */
function series(change: (second: number) => Partial<SeriesPoint> = () => ({})): SeriesPoint[] {
  return Array.from({ length: 11 }, (_, second) => ({
    atMs: second * 1000,
    completed: 10,
    failed: 0,
    offered: second === 5 || second === 6 ? 30 : 10,
    inFlight: 2,
    p50Ms: second === 6 ? 200 : 50,
    p95Ms: second === 6 ? 400 : 65,
    engineMemoryBytes: 2 ** 30 + second * 2 ** 20,
    ...change(second),
  }));
}

const phases: StepPhase[] = [
  { name: 'warmUp', fromMs: 0, toMs: 1000 },
  {
    name: 'base',
    fromMs: 1000,
    toMs: 5000,
    offeredPerSecond: 10,
    requestsPerSecond: 10,
    requests: { ...counts, failed: 0, dropped: 0 },
    latencyMs: distributionFor(50),
    lateShare: 0.05,
  },
  {
    name: 'burst',
    fromMs: 5000,
    toMs: 7000,
    offeredPerSecond: 30,
    requestsPerSecond: 20,
    requests: counts,
    latencyMs: distributionFor(200),
    lateShare: 0.9,
  },
  { name: 'recovery', fromMs: 7000, toMs: 11_000 },
];

export const burstStep = (change: Partial<StepResult> = {}): StepResult =>
  stepResultFor('burst', {
    scenario: 'throughput/burst_handling',
    level: { label: 'base 10/s, burst 30/s', ratePerSecond: 14 },
    load: open,
    phases,
    series: series((second) => (second === 6 ? { dropped: 3, failed: 1 } : {})),
    recovery: { seconds: 1.5, intervalSeconds: [1.2, 1.9], atMs: 8500, baseP95Ms: 65 },
    burst: { penaltyP50: 4, penaltyP95: 6.2, late: 31, shed: 4 },
    ...change,
  });

export const stressStep = (change: Partial<StepResult> = {}): StepResult =>
  stepResultFor('stress', {
    scenario: 'production/stress_test',
    load: open,
    phases: phases.map((phase) => (phase.name === 'base' ? { ...phase, name: 'ramp' } : phase)),
    series: series((second) => (second === 6 ? { failed: 9, failedByKind: [4, 3, 1, 1], dropped: 2 } : {})),
    errors: ['time-out', 'http 503', 'connection refused', 'http 500'].map((kind, index) => ({
      kind,
      count: 5 - index,
      example: kind,
    })),
    breakingPoint: {
      offeredPerSecond: 28,
      interval95: [26, 29],
      atMs: 5500,
      cause: 'errors',
      explanation: 'requests began to fail at 28/s',
    },
    recovery: { absent: 'latency was not back inside the base before the step ended' },
    ...change,
  });

const memoryOf = (meanBytes: number) => ({ meanBytes, peakBytes: meanBytes + 2 ** 20, of: 'engine process' });

export const profileStep = (): StepResult =>
  stepResultFor('profile', {
    scenario: 'memory/memory_profiling',
    phases: [
      { name: 'idle', fromMs: 0, toMs: 1000, counted: false, memory: memoryOf(2 ** 28) },
      { name: 'load', fromMs: 1000, toMs: 2000, counted: false, memory: memoryOf(2 ** 29) },
      { name: 'warm', fromMs: 2000, toMs: 5000, memory: memoryOf(2 ** 30) },
      { name: 'steady', fromMs: 5000, toMs: 10_000, memory: memoryOf(2 ** 30) },
      { name: 'idle', fromMs: 10_000, toMs: 11_000, memory: { absent: 'no reading' } },
    ],
    series: series(),
    memory: { ...memoryOf(2 ** 30), leakAbsent: '8.0 s of 60 s' },
  });

const efficiencyStep = (inFlight: number, memory: Partial<StepResult['memory']> = {}): StepResult =>
  stepResultFor(`level ${inFlight}`, {
    scenario: 'memory/memory_efficiency',
    level: { label: `${inFlight} in flight`, concurrency: inFlight },
    load: { loop: 'closed', concurrency: inFlight, batchSize: 1, seed: 42, warmupSeconds: 1, durationSeconds: 5 },
    reliability: { errorRate: 0 },
    account: {
      measuredFromMs: 1000,
      measuredToMs: 6000,
      inFlightIntegralMs: inFlight * 5000,
      clientCpuMs: 1,
      clientSpinMs: 0,
      longestLoopDelayMs: 1,
      reconnects: 0,
      errorKinds: [],
      emptyOutputs: 0,
      shortOutputs: 0,
      distinctOutputs: 1,
      stopped: false,
    },
    memory: { ...memoryOf(2 ** 30 + inFlight * 2 ** 21), ...memory },
  });

export const efficiencySteps = (): StepResult[] => [
  efficiencyStep(1),
  efficiencyStep(2),
  efficiencyStep(8, {
    perRequestBytes: 2 ** 21,
    perRequestBytesInterval95: [1.9 * 2 ** 20, 2.1 * 2 ** 20],
    baseBytes: 2 ** 30,
  }),
];

const scalingStep = (batchSize: number, promptTokens: number, concurrency: number): StepResult =>
  stepResultFor(`${batchSize} ${promptTokens} ${concurrency}`, {
    scenario: 'memory/memory_scaling',
    level: { label: `batch ${batchSize}, ${promptTokens} tokens`, batchSize, promptTokens, concurrency },
    load: { loop: 'closed', concurrency, batchSize, promptTokens, seed: 42, warmupSeconds: 1, durationSeconds: 5 },
    memory: memoryOf(2 ** 20 * batchSize * promptTokens * concurrency),
    fit: { fits: true, explanation: 'the machine had memory left' },
  });

export const scalingSteps = (): StepResult[] => [
  scalingStep(1, 16, 1),
  scalingStep(8, 16, 1),
  scalingStep(1, 64, 1),
  { ...scalingStep(8, 64, 1), fit: { fits: false, explanation: 'less than 512 MiB was left' } },
  scalingStep(1, 16, 4),
  {
    ...scalingStep(8, 64, 4),
    memory: { absent: 'not tried' },
    skipped: { reason: 'batch 8, 64 tokens did not fit with 1 in flight' },
  },
];

const classOf = (name: string, change: Partial<StepClass>): StepClass => ({
  name,
  weight: 0.5,
  requests: counts,
  latencyMs: distributionFor(50),
  curve: [0, 0.5, 0.9, 0.95].map((quantile) => ({ quantile, valueMs: 40 + 40 * quantile, lowMs: 39, highMs: 85 })),
  ...change,
});

export const mixStep = (): StepResult =>
  stepResultFor('mix', {
    scenario: 'production/mixed_workload',
    load: open,
    classes: [
      classOf('chat', { interference: { metric: 'latencyMs.p50', ratio: 1.42, interval95: [1.31, 1.55] } }),
      classOf('summary', { interference: { absent: 'it had 3 requests alone' } }),
    ],
  });

export const realStep = (change: Partial<StepResult> = {}): StepResult =>
  stepResultFor('real', {
    scenario: 'production/real_world_simulation',
    load: { ...open, traffic: 'conversations' },
    series: series(),
    attainment: {
      bucketSeconds: 5,
      objectives: [{ objective: 'latencyMs.p95<=60', share: 0.91, interval95: [0.88, 0.93], wanted: 0.95 }],
      buckets: [
        { fromMs: 1000, toMs: 6000, requests: 50, shares: [0.98] },
        { fromMs: 6000, toMs: 11_000, requests: 0, shares: [null] },
      ],
    },
    classes: [classOf('turn 1', {}), classOf('turn 2', { latencyMs: distributionFor(90) })],
    ...change,
  });
