import type { PlannedStep } from '../contract/plannedStep.ts';
import type { RecordChunk } from '../contract/RecordChunk.ts';
import type { CheckResult, Validity, ValidityVerdict } from '../contract/resultDocument.ts';
import type { StepSoFar } from '../contract/runEvent.ts';
import { toDistributionDocument } from '../statistics/distributionDocument.ts';
import { estimateRate } from '../statistics/estimateRate.ts';
import { summarizeSamples } from '../statistics/summarizeSamples.ts';
import { validityChecks } from './checks/validityChecks.ts';
import { countedRequests } from './countedRequests.ts';
import { gatherEvidence } from './gatherEvidence.ts';
import type { StepEvidence } from './ValidityCheck.ts';

/**
 * A step's figures while it is being measured, from the records that have come so far. Undefined until a request was
 * counted: before that there is nothing to judge.
 */
export function summarizeSoFar(step: PlannedStep, chunks: readonly RecordChunk[]): StepSoFar | undefined {
  const counted = countedRequests(step, chunks);
  const failed = counted.failed + counted.timedOut + counted.dropped;
  if (counted.ok + failed === 0) return undefined;
  const summary = summarizeSamples(counted.latencyMs, { failures: failed, meanInterval: false });
  const latency = summary === undefined ? undefined : toDistributionDocument(summary);
  const { firstStartMs, endsMs, lastEndMs } = counted;
  const rate = estimateRate({ firstStartMs, endsMs, untilMs: lastEndMs });
  const { p50, p95, p99 } = latency?.interval95 ?? {};
  const { verdict, checks } = judgeStep(gatherEvidence(step, counted, undefined, chunks), 'running');
  return {
    count: counted.ok + failed,
    failed,
    ...(rate === undefined ? {} : { requestsPerSecond: rate.perSecond }),
    ...(latency === undefined ? {} : { p50Ms: latency.p50, p95Ms: latency.p95, p99Ms: latency.p99 }),
    intervals: {
      ...(p50 === undefined ? {} : { p50 }),
      ...(p95 === undefined ? {} : { p95 }),
      ...(p99 === undefined ? {} : { p99 }),
    },
    belowFloor: latency?.belowFloor ?? [],
    verdict,
    checks,
  };
}

/**
 * Runs every check on a step that has ended, or on one that still runs; then checks whose evidence comes at the end wait
 * for it. Any `fail` makes the step invalid, any `warn` suspect.
 */
export function judgeStep(evidence: StepEvidence, step: 'ended' | 'running' = 'ended'): Validity {
  const checks = validityChecks.map(
    (check): CheckResult =>
      step === 'running' && check.evidenceComes === 'at the end'
        ? { id: check.id, status: 'skipped', detail: check.evidenceComes }
        : { id: check.id, ...check.evaluate(evidence) },
  );
  return { verdict: verdictOf(checks), checks };
}

function verdictOf(checks: readonly CheckResult[]): ValidityVerdict {
  const statuses = new Set(checks.map(({ status }) => status));
  return statuses.has('fail') ? 'invalid' : statuses.has('warn') ? 'suspect' : 'valid';
}
