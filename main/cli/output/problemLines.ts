import type { ConfigurationProblem } from '../../../core/contract/configurationProblem.ts';
import type { PlanProblem } from '../../../core/contract/plannedStep.ts';
import type { Failure } from '../../../core/contract/WorkerMessages.ts';
import { endSentence } from '../../../core/format/absences.ts';
import { singleLine } from './textTable.ts';

/** Every problem of a configuration, one a line: file, place, value, what is wrong, remedy. */
export function configurationProblemLines(problems: readonly ConfigurationProblem[]): string {
  const lines = problems.map(({ file, path, value, message, remedy }) => {
    const place = path === '' ? file : `${file}: ${path}`;
    return singleLine(`${place} (${value}) ${message}. ${remedy}`);
  });
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  return `The configuration has ${count}:\n${lines.map((line) => `  ${line}`).join('\n')}\n`;
}

/** Every problem of a plan, errors first, each a line. */
export function planProblemLines(problems: readonly PlanProblem[]): string[] {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const warnings = problems.filter(({ severity }) => severity === 'warning');
  return [...errors, ...warnings].map(({ severity, message, remedy }) =>
    singleLine(`${severity === 'error' ? 'Error' : 'Warning'}: ${endSentence(message)} ${remedy}`),
  );
}

/** A failure for the terminal: what, then what to do, then the raw text behind it. */
export function failureLines({ reason, remedy, detail }: Failure): string {
  const raw =
    detail === undefined
      ? ''
      : `${detail
          .split(/\r\n|\r|\n/)
          .map((line) => `  | ${line}`)
          .join('\n')}\n`;
  return `${endSentence(singleLine(reason))} ${endSentence(singleLine(remedy))}\n${raw}`;
}
