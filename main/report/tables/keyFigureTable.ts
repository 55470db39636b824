import type { StepResult } from '../../../core/contract/resultDocument.ts';
import { formatPercent } from '../../../core/format/formatPercent.ts';
import { requestTotals } from '../content/requestTotals.ts';
import { shortLoad } from '../content/stepWords.ts';
import type { Subject } from '../content/subjects.ts';
import { verdictMark } from '../html/icons.ts';
import type { DataTable, TableCell } from './DataTable.ts';
import { latencyCells } from './latencyCells.ts';
import { rateCells } from './rateCells.ts';

interface Row {
  subject: Subject;
  step: StepResult;
}

const percentiles = ['p50', 'p95'] as const;

/**
 * The figures that matter most: the steps with a latency of each subject in turn, at most so many rows, evenly chosen.
 * Null when nothing was measured.
 */
export function keyFigureTable(subjects: readonly Subject[], mostRows: number): DataTable | null {
  const measured = subjects.flatMap((subject) =>
    subject.steps.filter(({ latencyMs }) => latencyMs !== undefined).map((step): Row => ({ subject, step })),
  );
  const rows = chosen(measured, subjects, mostRows);
  if (rows.length === 0) return null;
  const columns = percentiles.map((name) =>
    latencyCells(rows.map(({ step }) => ({ distribution: step.latencyMs, name, failedShare: failedShare(step) }))),
  );
  const rates = rateCells(
    rows.map(({ step: { throughput } }) => ({
      perSecond: throughput?.requestsPerSecond,
      interval: throughput?.interval95,
    })),
  );
  const several = subjects.length > 1;
  const someFailed = rows.some(({ step }) => failedShare(step) > 0);
  return {
    label: 'Key figures',
    heads: [
      { text: several ? 'Model, load' : 'Load' },
      ...(someFailed ? [{ text: 'Failed', numeric: true }] : []),
      ...percentiles.flatMap((name, index) => [
        { text: `${name}, ${columns[index]?.unit}`, numeric: true },
        { text: '95 % interval' },
      ]),
      { text: 'Requests/s', numeric: true },
      { text: '95 % interval' },
      { text: 'Validity' },
    ],
    rows: rows.map(({ subject, step }, index) => [
      { content: several ? `${subject.name}, ${shortLoad(step)}` : shortLoad(step) },
      ...(someFailed ? [failedCell(step)] : []),
      ...columns.flatMap((column) => column.cells[index] ?? []),
      ...(rates[index] ?? []),
      { content: verdictMark(step.validity.verdict) },
    ]),
  };
}

/** Each subject gets the same number of rows: its first steps, its last where there are too many. */
function chosen(rows: readonly Row[], subjects: readonly Subject[], most: number): Row[] {
  if (rows.length <= most) return [...rows];
  const each = Math.max(1, Math.floor(most / subjects.length));
  return subjects
    .flatMap((subject) => {
      const own = rows.filter((row) => row.subject === subject);
      return own.length <= each ? own : own.filter((_, index) => isSpread(index, own.length, each));
    })
    .slice(0, most);
}

/** Picks `each` of `length` places evenly, the first and the last among them. */
function isSpread(index: number, length: number, each: number): boolean {
  if (each === 1) return index === 0;
  return Array.from({ length: each }, (_, place) => Math.round((place * (length - 1)) / (each - 1))).includes(index);
}

function failedShare(step: StepResult): number {
  const { counted, failed } = requestTotals([step]);
  return counted === 0 ? 0 : failed / counted;
}

function failedCell(step: StepResult): TableCell {
  const share = failedShare(step);
  return { content: formatPercent(100 * share), kind: 'num', sort: share };
}
