import type { StepResult } from '../../../core/contract/resultDocument.ts';

/** The steps of the same target, model and scenario as this one, in the order in which they ran, itself among them. */
export function stepsOfCell(steps: readonly StepResult[], step: StepResult): StepResult[] {
  return steps.filter(
    ({ target, model, scenario }) => target === step.target && model === step.model && scenario === step.scenario,
  );
}
