import { steadyState } from '../../../core/analysis/checks/steadyState.ts';
import { type ObjectiveVerdict, objectiveWords } from '../../../core/analysis/slo/objectiveWords.ts';
import type { CheckStatus, StepResult } from '../../../core/contract/resultDocument.ts';
import { formatLeak } from '../../../core/format/memoryWords.ts';
import { columnDecimals } from '../../../core/format/numbers.ts';
import { driftOf, driftParts, formatStability } from '../../../core/format/steadinessWords.ts';
import { stepTitle } from '../content/stepWords.ts';
import { displayText } from '../displayText.ts';
import { html } from '../html/html.ts';
import { statusIcon } from '../html/icons.ts';
import type { DataTable, TableCell } from './DataTable.ts';

const checkWords = { pass: 'passes', warn: 'warns', fail: 'fails', skipped: 'skipped' } as const;

/** How steady each of these steps was: its score, its drift per hour or why it has none, and what its check says. */
export function stabilityTable(steps: readonly StepResult[]): DataTable {
  const drifts = driftCells(steps);
  const leaks = steps.map(formatLeak);
  const hasLeaks = leaks.some((leak) => leak !== undefined);
  return {
    label: 'Stability',
    sortable: true,
    heads: [
      { text: 'Load' },
      { text: 'Score of\u00a0100', numeric: true },
      { text: 'Drift, %\u00a0per\u00a0hour', numeric: true },
      { text: '95\u00a0% interval' },
      ...(hasLeaks ? [{ text: 'Memory' }] : []),
      { text: 'Steady state' },
    ],
    rows: steps.map((step, index) => [
      { content: stepTitle(step) },
      scoreCell(step),
      ...(drifts[index] ?? []),
      ...(hasLeaks ? [leakCell(leaks[index])] : []),
      checkCell(step),
    ]),
  };
}

function scoreCell({ reliability }: StepResult): TableCell {
  const score = reliability?.stabilityScore;
  if (score === undefined)
    return { content: displayText(reliability?.stabilityAbsent ?? 'not measured'), kind: 'reason' };
  return { content: formatStability(score), kind: 'value', sort: score };
}

/** Drift and interval of each step, all with the same decimals: the unit is in the head. */
function driftCells(steps: readonly StepResult[]): [TableCell, TableCell][] {
  const drifts = steps.map(driftOf);
  const decimals = columnDecimals(
    drifts.flatMap((drift) => (drift === undefined ? [] : [{ value: drift.percent, interval: drift.interval }])),
  );
  return drifts.map((drift, index) => {
    if (drift === undefined) {
      const reason = steps[index]?.reliability?.driftAbsent ?? 'not measured';
      return [
        { content: '', kind: 'num' },
        { content: displayText(reason), kind: 'reason' },
      ];
    }
    const { number, interval } = driftParts(drift, decimals);
    return [
      { content: number, kind: 'num', sort: drift.percent },
      interval === undefined ? { content: 'no interval', kind: 'reason' } : { content: interval, kind: 'interval' },
    ];
  });
}

function leakCell(leak: string | undefined): TableCell {
  return leak === undefined ? { content: 'not measured', kind: 'reason' } : { content: leak };
}

function checkCell({ validity }: StepResult): TableCell {
  const check = validity.checks.find(({ id }) => id === steadyState.id);
  if (check === undefined) return { content: 'not judged', kind: 'reason' };
  return { content: html`${statusIcon(check.status)} ${checkWords[check.status]}` };
}

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
