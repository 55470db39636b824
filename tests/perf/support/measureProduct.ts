import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import type { StepFacts, TargetAccess } from '../../../core/contract/runnerProtocol.ts';
import type { RunnerProcess } from '../../integration/runner/RunnerProcess.ts';
import { measuredRows, type RecordRow } from '../../unit/runner/recordRows.ts';

export interface ProductResult {
  requests: number;
  requestsPerSecond: number;
  /** Without the waiting in a spin. */
  clientCpuMs: number;
  rows: RecordRow[];
}

/**
 * Runs a step as the product does, with a record of each request handed to the process above.
 *
 * @throws Error when the step or one of its requests fails: what failed would be fast.
 */
export async function measureProduct(
  runner: RunnerProcess,
  step: PlannedStep,
  access: TargetAccess,
): Promise<ProductResult> {
  const end = await runner.run(step, access);
  if (end.type === 'stepFailed') throw new Error(end.failure.reason);
  const rows = measuredRows(runner.chunks);
  const failed = rows.filter(({ outcome }) => outcome !== 'ok');
  if (failed.length > 0) throw new Error(`${failed.length} requests failed: ${JSON.stringify(end.facts.errorKinds)}`);
  const facts: StepFacts = end.facts;
  return {
    requests: rows.length,
    requestsPerSecond: (1000 * rows.length) / (facts.measuredToMs - facts.measuredFromMs),
    clientCpuMs: facts.clientCpuMs - facts.clientSpinMs,
    rows,
  };
}
