import type { ConfigurationProblem } from '../../../core/configuration/ConfigurationProblem.ts';
import { singleLine } from './singleLine.ts';

/** Every problem of a configuration, one a line: file, place, value, what is wrong, remedy. */
export function configurationProblemLines(problems: readonly ConfigurationProblem[]): string {
  const lines = problems.map(({ file, path, value, message, remedy }) => {
    const place = path === '' ? file : `${file}: ${path}`;
    return singleLine(`${place} (${value}) ${message}. ${remedy}`);
  });
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  return `The configuration has ${count}:\n${lines.map((line) => `  ${line}`).join('\n')}\n`;
}
