import type { PlannedStep, ResolvedPlan } from '../../../core/contract/plannedStep.ts';
import { estimatePlan } from './estimatePlan.ts';

/** The plan with more steps after the one at `index`; the steps behind it, which have not begun, move on. */
export function growPlan(
  plan: ResolvedPlan,
  index: number,
  added: readonly Omit<PlannedStep, 'id' | 'index'>[],
): ResolvedPlan {
  const steps = [...plan.steps.slice(0, index + 1), ...added, ...plan.steps.slice(index + 1)].map(
    (each, place): PlannedStep => ({ ...each, id: `step-${place + 1}`, index: place }),
  );
  return { ...plan, steps, estimate: estimatePlan(steps) };
}
