import type { PlannedStep, ResolvedPlan } from '../../../core/contract/plannedStep.ts';
import type { StepResult } from '../../../core/contract/resultDocument.ts';
import { scenarioNamed } from '../../../core/scenarios/scenarios.ts';
import { growPlan } from '../plan/growPlan.ts';
import { nextStep } from '../plan/levelStep.ts';

/**
 * Lets the search that a step belongs to decide what comes next: the plan with more steps where there are any, and the
 * step's result with how the search came to its end where it did. Both as they were for a step that belongs to none.
 *
 * @param results of all steps up to this one, in the order of the plan.
 */
export function advanceSearch(
  plan: ResolvedPlan,
  step: PlannedStep,
  results: readonly StepResult[],
): { plan: ResolvedPlan; result: StepResult } {
  const result = results.at(-1);
  if (result === undefined) throw new Error(`step "${step.id}" has no result`);
  const decide = scenarioNamed(step.scenario).next;
  if (step.search === undefined || decide === undefined) return { plan, result };
  const isOfSearch = ({ target, model, scenario, search }: PlannedStep): boolean =>
    search !== undefined && target === step.target && model.id === step.model.id && scenario === step.scenario;
  const measured = results.filter((_, index) => {
    const planned = plan.steps[index];
    return planned !== undefined && isOfSearch(planned);
  });
  const move = decide(step, measured);
  return {
    plan:
      move.steps.length === 0
        ? plan
        : growPlan(
            plan,
            step.index,
            move.steps.map((next) => nextStep(step, next)),
          ),
    result: move.end === undefined ? result : { ...result, search: move.end },
  };
}
