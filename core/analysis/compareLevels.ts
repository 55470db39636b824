import type { StepResult } from '../contract/resultDocument.ts';
import { hasFigure } from '../scenarios/scenarios.ts';

/**
 * Figures that set a level against the lowest of its kind in the same run: how batching and concurrency pay. Absent where
 * that lowest level was not measured, or is invalid: a ratio to a wrong number is wrong.
 */
export function compareLevels(
  step: StepResult,
  earlier: readonly StepResult[],
): Pick<StepResult, 'batch' | 'concurrency'> {
  const sound = earlier.filter(({ validity }) => validity.verdict !== 'invalid');
  const same = [...sound, step].filter(
    ({ target, model, scenario }) => target === step.target && model === step.model && scenario === step.scenario,
  );
  if (hasFigure(step.scenario, 'batch.efficiency')) return batchEfficiency(step, same);
  if (hasFigure(step.scenario, 'concurrency.scalingEfficiency')) return scalingEfficiency(step, same);
  return {};
}

/** items/s(b) / (b × items/s(1)), at the same concurrency: 1 when a batch of b takes as long as b batches of one could at best. */
function batchEfficiency(step: StepResult, same: readonly StepResult[]): Pick<StepResult, 'batch'> {
  const single = same.find(({ load }) => load.batchSize === 1 && load.concurrency === step.load.concurrency)?.throughput
    ?.itemsPerSecond;
  const own = step.throughput?.itemsPerSecond;
  if (single === undefined || own === undefined || single === 0) return {};
  return { batch: { efficiency: own / (step.load.batchSize * single) } };
}

/** requests/s(N) / (N × requests/s(1)): 1 when N in flight bring N times the throughput of one. */
function scalingEfficiency(step: StepResult, same: readonly StepResult[]): Pick<StepResult, 'concurrency'> {
  const alone = same.find(({ load }) => load.concurrency === 1)?.throughput?.requestsPerSecond;
  const own = step.throughput?.requestsPerSecond;
  const { concurrency } = step.load;
  if (alone === undefined || own === undefined || concurrency === undefined || alone === 0) return {};
  return { concurrency: { scalingEfficiency: own / (concurrency * alone) } };
}
