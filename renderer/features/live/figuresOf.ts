import type { StepSoFar } from '../../../core/contract/runEvent.ts';
import type { LiveStep } from '../../state/live/LiveRun.ts';

/** The step's figures as they stand: those of its result once it has ended, before that those told while it runs. */
export function figuresOf(step: LiveStep): StepSoFar | undefined {
  const { result } = step;
  if (result === undefined) {
    return step.soFar;
  }
  const { latencyMs, requests, throughput, validity } = result;
  const { p50, p95, p99 } = latencyMs?.interval95 ?? {};
  return {
    count: latencyMs?.count ?? 0,
    failed: requests.failed + requests.timedOut,
    ...(throughput === undefined ? {} : { requestsPerSecond: throughput.requestsPerSecond }),
    ...(latencyMs === undefined ? {} : { p50Ms: latencyMs.p50, p95Ms: latencyMs.p95, p99Ms: latencyMs.p99 }),
    intervals: {
      ...(p50 === undefined ? {} : { p50 }),
      ...(p95 === undefined ? {} : { p95 }),
      ...(p99 === undefined ? {} : { p99 }),
    },
    belowFloor: latencyMs?.belowFloor ?? [],
    verdict: validity.verdict,
    checks: validity.checks,
  };
}
