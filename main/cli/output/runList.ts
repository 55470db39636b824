import type { RunSummary } from '../../../core/contract/storeProtocol.ts';
import { formatLatency } from '../../../core/format/formatLatency.ts';
import { formatWhen } from '../../../core/format/formatWhen.ts';
import { numberFromDocument } from '../../../core/statistics/numberFromDocument.ts';
import { textTable } from './textTable.ts';

/** Stored runs for the terminal, newest first. */
export function runList(runs: readonly RunSummary[], total: number): string {
  if (runs.length === 0) return 'No runs yet. "inferneo-bench run --preset quick" makes the first.\n';
  const now = Date.now();
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const table = textTable(
    [
      { head: 'Run', alignRight: true },
      { head: 'Id' },
      { head: 'What' },
      { head: 'Status' },
      { head: 'Steps', alignRight: true },
      { head: 'Validity' },
      { head: 'p95, last step', alignRight: true },
      { head: 'When', alignRight: true },
    ],
    runs.map((run) => [
      String(run.number),
      run.id,
      run.name,
      run.status,
      `${run.finishedSteps} of ${run.plannedSteps}`,
      run.verdict ?? 'no step yet',
      run.p95Ms === undefined
        ? 'not measured'
        : `${formatLatency(numberFromDocument(run.p95Ms))}${run.p95BelowFloor ? ' †' : ''}`,
      formatWhen(Date.parse(run.startedAt), now, zone),
    ]),
  );
  const marked = runs.some(({ p95BelowFloor }) => p95BelowFloor)
    ? '\n† below its sample floor: fewer requests than it needs.\n'
    : '';
  return runs.length < total
    ? `${table}${marked}\nThe newest ${runs.length} of ${total}; --limit shows more.\n`
    : `${table}${marked}`;
}
