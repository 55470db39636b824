import type { StepResult } from '../../../core/contract/resultDocument.ts';
import { attainedShare, isAttained } from '../../../core/format/attainmentWords.ts';
import { figuresOf } from '../../../core/format/figuresOf.ts';
import { formatAbsent } from '../../../core/format/formatAbsent.ts';
import { formatShare } from '../../../core/format/formatShare.ts';
import { displayText } from '../displayText.ts';
import { html } from '../html/html.ts';
import { statusIcon } from '../html/icons.ts';
import type { DataTable, TableCell } from './DataTable.ts';

/** How many requests met each objective on a single request, and how many should have. Null without any. */
export function attainmentTable({ attainment }: StepResult): DataTable | null {
  const { objectives = [], leftOut = [] } = figuresOf(attainment) ?? {};
  if (objectives.length + leftOut.length === 0) return null;
  return {
    label: 'Requests in time',
    heads: [
      { text: 'Objective' },
      { text: 'Requests that met it [95\u00a0% interval]', numeric: true },
      { text: 'Wanted', numeric: true },
      { text: 'Result' },
    ],
    rows: [
      ...objectives.map((one): TableCell[] => {
        const isMet = isAttained(one);
        return [
          { content: displayText(one.objective) },
          { content: attainedShare(one), kind: 'num' },
          one.wanted === undefined
            ? { content: 'no share', kind: 'reason' }
            : { content: formatShare(one.wanted), kind: 'num' },
          isMet === undefined
            ? { content: 'no share was wanted', kind: 'reason' }
            : { content: html`${statusIcon(isMet ? 'pass' : 'fail')} ${isMet ? 'met' : 'missed'}` },
        ];
      }),
      ...leftOut.map(({ objective, reason }): TableCell[] => [
        { content: displayText(objective) },
        { content: displayText(formatAbsent('measured', reason)), kind: 'reason' },
        { content: '' },
        { content: html`${statusIcon('skipped')} not measured` },
      ]),
    ],
  };
}
