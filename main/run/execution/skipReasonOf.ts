import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import type { StepResult } from '../../../core/contract/resultDocument.ts';
import { scenarioNamed } from '../../../core/scenarios/scenarios.ts';

/**
 * Why a step's scenario need not try it after what was measured; undefined when it is to be carried out.
 *
 * @param results of all steps before, of other scenarios too.
 */
export function skipReasonOf(step: PlannedStep, results: readonly StepResult[]): string | undefined {
  const skips = scenarioNamed(step.scenario).skips;
  const isAlike = ({ target, model, scenario }: StepResult): boolean =>
    target === step.target && model === step.model.id && scenario === step.scenario;
  return skips?.(step, results.filter(isAlike));
}
