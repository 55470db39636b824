import type { PlannedStep, ResolvedPlan } from '../../../core/contract/plannedStep.ts';
import type { StepResult } from '../../../core/contract/resultDocument.ts';
import { scenarioNamed } from '../../../core/scenarios/scenarios.ts';
import { estimatePlan } from '../plan/estimatePlan.ts';
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

/** The plan with more steps after the one at `index`; the steps behind it, which have not begun, move on. */
function growPlan(
  plan: ResolvedPlan,
  index: number,
  added: readonly Omit<PlannedStep, 'id' | 'index'>[],
): ResolvedPlan {
  const steps = [...plan.steps.slice(0, index + 1), ...added, ...plan.steps.slice(index + 1)].map(
    (each, place): PlannedStep => ({ ...each, id: `step-${place + 1}`, index: place }),
  );
  return { ...plan, steps, estimate: estimatePlan(steps) };
}

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
