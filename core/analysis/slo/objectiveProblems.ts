import type { PlanProblem } from '../../contract/plannedStep.ts';
import { parseObjective } from './parseObjective.ts';

/** What is wrong with the objectives of a request for a plan, each an error that keeps it from starting. */
export function objectiveProblems(slos: readonly string[] = []): PlanProblem[] {
  return slos.flatMap((text, index): PlanProblem[] => {
    const read = parseObjective(text);
    if ('objective' in read) return [];
    const { reason, remedy } = read.failure;
    return [{ severity: 'error', path: `slos[${index}]`, value: text, message: reason, remedy }];
  });
}
