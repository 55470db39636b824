import type { StepResult } from '../contract/resultDocument.ts';

/**
 * The scalability of the ladder that a step is a level of: that of the last level, which rests on all of them.
 *
 * @param steps in the order in which they were measured
 */
export function scalabilityOf(
  steps: readonly StepResult[],
  step: Pick<StepResult, 'target' | 'model' | 'scenario'>,
): StepResult['scalability'] {
  return steps.findLast(
    ({ target, model, scenario, scalability }) =>
      scalability !== undefined && target === step.target && model === step.model && scenario === step.scenario,
  )?.scalability;
}
