import type { RunSummary } from '../../../core/contract/storeProtocol.ts';
import type { RunListRow } from '../statements.ts';

const verdicts = ['valid', 'suspect', 'invalid'] as const;

/** A line of the list of runs. `goesOn`: whether the process of a run that is marked running lives. */
export function runSummary(row: RunListRow, goesOn: boolean): RunSummary {
  const summary: RunSummary = {
    id: row.id,
    number: row.number,
    name: row.name,
    startedAt: row.startedAt,
    status: row.status === 'running' && !goesOn ? 'interrupted' : row.status,
    targets: JSON.parse(row.targets) as string[],
    models: JSON.parse(row.models) as string[],
    scenarios: JSON.parse(row.scenarios) as string[],
    plannedSteps: row.plannedSteps,
    finishedSteps: row.finishedSteps,
  };
  const verdict = row.worstVerdict === null ? undefined : verdicts[row.worstVerdict];
  if (row.endedAt !== null) summary.endedAt = row.endedAt;
  if (verdict !== undefined) summary.verdict = verdict;
  if (row.p95Ms !== null) summary.p95Ms = row.p95Ms;
  if (row.p95BelowFloor === 1) summary.p95BelowFloor = true;
  if (row.p95LowMs !== null && row.p95HighMs !== null) summary.p95Interval = [row.p95LowMs, row.p95HighMs];
  if (row.sent !== null && row.sent > 0 && row.notOk !== null) summary.failedFraction = row.notOk / row.sent;
  return summary;
}
