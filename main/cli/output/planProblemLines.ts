import type { PlanProblem } from '../../../core/contract/plannedStep.ts';
import { endSentence } from '../../../core/format/endSentence.ts';
import { singleLine } from './singleLine.ts';

/** Every problem of a plan, errors first, each a line. */
export function planProblemLines(problems: readonly PlanProblem[]): string[] {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const warnings = problems.filter(({ severity }) => severity === 'warning');
  return [...errors, ...warnings].map(({ severity, message, remedy }) =>
    singleLine(`${severity === 'error' ? 'Error' : 'Warning'}: ${endSentence(message)} ${remedy}`),
  );
}
