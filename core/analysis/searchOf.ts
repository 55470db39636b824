import type { SearchEnd } from '../contract/ladderFigures.ts';
import type { StepResult } from '../contract/resultDocument.ts';

/** How the search ended that a step is a level of, or that its load rests on; undefined where there was none. */
export function searchOf(
  steps: readonly StepResult[],
  step: Pick<StepResult, 'target' | 'model' | 'scenario'>,
): SearchEnd | undefined {
  return steps.find(
    ({ target, model, scenario, search }) =>
      search !== undefined && target === step.target && model === step.model && scenario === step.scenario,
  )?.search;
}
