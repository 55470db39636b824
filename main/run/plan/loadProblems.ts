import type { PlannedStep, PlanProblem } from '../../../core/contract/plannedStep.ts';
import type { LoadOptions } from '../../../core/contract/planRequest.ts';
import type { ScenarioStep } from '../../../core/scenarios/Scenario.ts';
import { scenarios } from '../../../core/scenarios/scenarios.ts';
import { parseArrival } from '../../../core/schedule/parseArrival.ts';

/** What is wrong with how arrivals are asked for. */
export function arrivalProblems({ arrival }: LoadOptions): PlanProblem[] {
  const parsed = arrival === undefined ? undefined : parseArrival(arrival);
  if (arrival === undefined || parsed === undefined || !('failure' in parsed)) return [];
  return [
    {
      severity: 'error',
      path: 'load.arrival',
      value: arrival,
      message: parsed.failure.reason,
      remedy: parsed.failure.remedy,
    },
  ];
}

/** A rate where no step can have one. */
export function rateProblems(
  { ratePerSecond }: LoadOptions,
  steps: readonly Pick<PlannedStep, 'load'>[],
): PlanProblem[] {
  if (ratePerSecond === undefined || steps.some(({ load }) => load.loop === 'open')) return [];
  const atRate = scenarios.filter(({ traits }) => traits.openLoop === true).map(({ name }) => name);
  return [
    {
      severity: 'error',
      path: 'load.ratePerSecond',
      value: String(ratePerSecond),
      message: `a rate of ${ratePerSecond}/s is asked for, and the scenarios of this plan are closed loops, which have none`,
      remedy: `Leave the rate out and set the requests in flight instead, or choose one of ${atRate.join(', ')}.`,
    },
  ];
}

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
