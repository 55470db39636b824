import type { PlannedStep, PlanProblem } from '../../../core/contract/plannedStep.ts';
import type { LoadOptions } from '../../../core/contract/planRequest.ts';
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
