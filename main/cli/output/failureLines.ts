import type { Failure } from '../../../core/contract/WorkerMessages.ts';
import { endSentence } from '../../../core/format/endSentence.ts';
import { singleLine } from './singleLine.ts';

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
