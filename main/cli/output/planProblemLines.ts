import type { PlanProblem } from '../../../core/contract/plannedStep.ts';

/** Every problem of a plan, errors first, one a line; empty when there is none. */
export function planProblemLines(problems: readonly PlanProblem[]): string {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const warnings = problems.filter(({ severity }) => severity === 'warning');
  const lines = [...errors, ...warnings].map(
    ({ severity, message, remedy }) => `${severity === 'error' ? 'Error' : 'Warning'}: ${message}. ${remedy}\n`,
  );
  return lines.join('');
}
