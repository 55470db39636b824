import type { DoctorReport, DoctorRow } from '../../../core/contract/ipc.ts';
import { singleLine } from './singleLine.ts';

/** One width for all, so that what was found stands under each other. */
const words: Readonly<Record<DoctorRow['status'], string>> = {
  good: 'good     ',
  attention: 'attention',
  bad: 'bad      ',
  absent: 'absent   ',
};

/** What a doctor found, for a terminal: a line for each thing, and its advice and command under it. */
export function doctorLines({ rows }: DoctorReport): string {
  const width = Math.max(...rows.map(({ name }) => name.length));
  const indent = ' '.repeat(words.good.length + width + 4);
  return rows
    .flatMap(({ status, name, found, advice, command }) => [
      `${words[status]}  ${name.padEnd(width)}  ${singleLine(found)}`,
      ...(advice === undefined ? [] : [`${indent}${singleLine(advice)}`]),
      ...(command === undefined ? [] : [`${indent}${singleLine(command)}`]),
    ])
    .map((line) => `${line}\n`)
    .join('');
}
