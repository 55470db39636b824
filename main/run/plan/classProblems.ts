import type { PlanProblem } from '../../../core/contract/plannedStep.ts';
import type { ScenarioStep } from '../../../core/scenarios/Scenario.ts';

/** Says of each traffic class whose requests a model cannot hold how long they are. */
export function classProblems(
  steps: readonly ScenarioStep[],
  modelName: string,
  contextTokens: number | undefined,
): PlanProblem[] {
  if (contextTokens === undefined) return [];
  return steps
    .flatMap(({ classes = [], search }) => [...classes, ...(search?.classes ?? [])])
    .filter(({ promptTokens, outputTokens }) => promptTokens + outputTokens > contextTokens)
    .map(({ name, promptTokens, outputTokens }) => ({
      severity: 'error',
      path: `classes.${name}`,
      value: `${promptTokens} + ${outputTokens}`,
      message: `requests of the class "${name}" have ${promptTokens} prompt and ${outputTokens} output tokens, which exceed the ${contextTokens} that ${modelName} can hold`,
      remedy: `Keep their sum at or below ${contextTokens} in "classes" of scenarios.json, or leave the class out of the mix.`,
    }));
}
