import { type ObjectiveVerdict, objectiveWords } from '../../../core/analysis/slo/objectiveWords.ts';
import type { CheckStatus, StepResult } from '../../../core/contract/resultDocument.ts';
import { displayText } from '../displayText.ts';
import { html } from '../html/html.ts';
import { statusIcon } from '../html/icons.ts';
import type { DataTable } from './DataTable.ts';

const statusOfVerdict = { met: 'pass', missed: 'fail', 'not measured': 'skipped' } as const satisfies Record<
  ObjectiveVerdict,
  CheckStatus
>;

/** Each service-level objective of a step, what was measured of it and whether it was met; null without objectives. */
export function objectiveTable({ slo = [] }: StepResult): DataTable | null {
  if (slo.length === 0) return null;
  return {
    label: 'Service-level objectives',
    heads: [{ text: 'Objective' }, { text: 'Measured', numeric: true }, { text: 'Result' }],
    rows: slo
      .map(objectiveWords)
      .map(({ objective, value, verdict }) => [
        { content: displayText(objective) },
        { content: displayText(value), kind: verdict === 'not measured' ? 'reason' : 'num' },
        { content: html`${statusIcon(statusOfVerdict[verdict])} ${verdict}` },
      ]),
  };
}
