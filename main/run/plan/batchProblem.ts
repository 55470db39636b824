import type { PlanProblem } from '../../../core/contract/plannedStep.ts';
import type { ScenarioStep } from '../../../core/scenarios/Scenario.ts';

/**
 * What to say of batches that a model's graph cannot take. Levels that the user set are an error; configured ones are
 * left out.
 */
export function batchProblem(modelName: string, refused: readonly ScenarioStep[], isAskedFor: boolean): PlanProblem {
  const sizes = [...new Set(refused.map(({ load }) => load.batchSize))].join(', ');
  const fixed = `no input of ${modelName} has a batch of variable size, so batches of ${sizes} cannot be run`;
  return {
    severity: isAskedFor ? 'error' : 'warning',
    path: 'load.batch',
    value: sizes,
    message: isAskedFor ? fixed : `${fixed}; they are left out`,
    remedy: isAskedFor
      ? 'Leave --batch out or set it to 1, or export the model with a symbolic first dimension.'
      : 'Export the model with a symbolic first dimension to measure them.',
  };
}
