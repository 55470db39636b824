import type { StepResult } from '../../../core/contract/resultDocument.ts';
import { traitsOf } from '../../../core/scenarios/scenarios.ts';

/**
 * The steps that differ from this one in their level alone, in ascending order of it: those of one curve. For batches the
 * requests in flight must be the same. A schedule has no levels, nor have combinations of several sizes.
 */
export function stepsOfCurve(steps: readonly StepResult[], step: StepResult): StepResult[] {
  if (step.load.loop === 'open' || traitsOf(step.scenario).levels === 'combination') {
    return [step];
  }
  const batches = hasBatches(step);
  return steps
    .filter(
      (one) =>
        one.target === step.target &&
        one.model === step.model &&
        one.scenario === step.scenario &&
        one.latencyMs !== undefined &&
        one.latencyMs.count > 0 &&
        // What rests on a search is no level of it.
        one.load.loop === step.load.loop &&
        (!batches || one.load.concurrency === step.load.concurrency),
    )
    .sort((first, second) => levelOf(first) - levelOf(second));
}

/** What varies along the curve: batch size for batches, else requests in flight. */
export function levelOf(step: StepResult): number {
  return hasBatches(step) ? step.load.batchSize : (step.load.concurrency ?? 1);
}

/** Whether what varies is the batch size. */
export function hasBatches({ scenario }: StepResult): boolean {
  return traitsOf(scenario).levels === 'batch';
}

/** The steps of the same target, model and scenario as this one, in the order in which they ran, itself among them. */
export function stepsOfCell(steps: readonly StepResult[], step: StepResult): StepResult[] {
  return steps.filter(
    ({ target, model, scenario }) => target === step.target && model === step.model && scenario === step.scenario,
  );
}
