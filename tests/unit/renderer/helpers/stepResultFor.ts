import type { Distribution } from '../../../../core/contract/distribution.ts';
import type { StepResult } from '../../../../core/contract/resultDocument.ts';

/** A distribution of `count` latencies around `p50`. */
export function distributionFor(p50: number, change: Partial<Distribution> = {}): Distribution {
  return {
    count: 700,
    mean: p50,
    stdDev: 1,
    min: p50 * 0.8,
    p50,
    p90: p50 * 1.2,
    p95: p50 * 1.3,
    p99: p50 * 1.5,
    p999: p50 * 2,
    max: p50 * 2,
    belowFloor: ['p999'],
    interval95: { p50: [p50 * 0.99, p50 * 1.01], p95: [p50 * 1.25, p50 * 1.35], p99: [p50 * 1.4, p50 * 1.7] },
    ...change,
  };
}

/** A step's result, with what a test cares about changed. */
export function stepResultFor(id: string, change: Partial<StepResult> = {}): StepResult {
  return {
    id,
    target: 'onnx',
    engine: 'onnx',
    model: 'gpt2',
    scenario: 'latency/concurrent_requests',
    level: { label: '2 in flight', concurrency: 2 },
    phases: [
      { name: 'warmUp', fromMs: 0, toMs: 1000 },
      { name: 'measured', fromMs: 1000, toMs: 6000 },
    ],
    load: { loop: 'closed', concurrency: 2, batchSize: 1, seed: 42, warmupSeconds: 1, durationSeconds: 5 },
    requests: { sent: 700, ok: 700, failed: 0, timedOut: 0, dropped: 0, reconnects: 0 },
    errors: [],
    latencyMs: distributionFor(50),
    throughput: { requestsPerSecond: 40, interval95: [39.5, 40.5] },
    memory: { peakBytes: 2 ** 30, meanBytes: 2 ** 29, of: 'engine process' },
    cpu: { absent: 'no reading' },
    gpu: { absent: 'nvidia-smi is not on PATH' },
    network: { absent: 'no counter' },
    validity: { verdict: 'suspect', checks: [{ id: 'sample-floors', status: 'warn', detail: 'p99.9: 700 of 6636' }] },
    ...change,
  };
}
