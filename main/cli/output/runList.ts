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
      run.damage === undefined || run.status === 'damaged' ? run.status : `${run.status}, damaged`,
      run.status === 'damaged' ? 'unknown' : `${run.finishedSteps} of ${run.plannedSteps}`,
      run.verdict ?? (run.damage === undefined ? 'no step yet' : 'unknown'),
      run.p95Ms === undefined
        ? run.damage === undefined
          ? 'not measured'
          : 'unknown'
        : `${formatLatency(numberFromDocument(run.p95Ms))}${run.p95BelowFloor ? ' †' : ''}`,
      run.startedAt === undefined ? 'unknown' : formatWhen(Date.parse(run.startedAt), now, zone),
    ]),
  );
  const marked = runs.some(({ p95BelowFloor }) => p95BelowFloor)
    ? '\n† below its sample floor: fewer requests than it needs.\n'
    : '';
  const damage = runs.flatMap((run) => (run.damage === undefined ? [] : [`\n${run.damage}`]));
  const notes = damage.length === 0 ? marked : `${marked}${damage.join('')}\n`;
  return runs.length < total
    ? `${table}${notes}\nThe newest ${runs.length} of ${total}; --limit shows more.\n`
    : `${table}${notes}`;
}
