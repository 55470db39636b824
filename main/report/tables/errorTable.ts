import type { StepResult } from '../../../core/contract/resultDocument.ts';
import { formatCount } from '../../../core/format/formatCount.ts';
import { displayText } from '../displayText.ts';
import { html } from '../html/html.ts';
import type { DataTable } from './DataTable.ts';

const longestExample = 400;

/** Failed requests by kind, with one example of what was said. */
export function errorTable({ errors }: StepResult): DataTable {
  return {
    label: 'Failures by kind',
    heads: [{ text: 'Kind, for example' }, { text: 'Requests', numeric: true }],
    rows: errors.map(({ kind, count, example }) => [
      { content: html`${displayText(kind)}: <code>${displayText(example, longestExample)}</code>` },
      { content: formatCount(count), kind: 'num', sort: count },
    ]),
  };
}
