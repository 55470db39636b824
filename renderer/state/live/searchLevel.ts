import type { PlannedStep } from '../../../core/contract/plannedStep.ts';

/** Whether two steps are of one target, model and scenario: of one cell of the plan. */
export function isSameCell(first: PlannedStep, second: PlannedStep): boolean {
  return first.target === second.target && first.model.id === second.model.id && first.scenario === second.scenario;
}

/** Which level of its search a step is, counted from 1; undefined for a step that belongs to none. */
export function searchLevel(steps: readonly PlannedStep[], step: PlannedStep): number | undefined {
  if (step.search === undefined) return undefined;
  return steps.filter((one) => one.index <= step.index && one.search !== undefined && isSameCell(one, step)).length;
}
