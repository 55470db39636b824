import type { StepResult } from '../../../core/contract/resultDocument.ts';
import { formatPercent } from '../../../core/format/numbers.ts';
import { failedShare } from '../content/figures.ts';
import { shortLoad } from '../content/stepWords.ts';
import type { Subject } from '../content/subjects.ts';
import { verdictMark } from '../html/icons.ts';
import { latencyCells, rateCells } from './cells.ts';
import type { DataTable, TableCell } from './DataTable.ts';

interface Row {
  subject: Subject;
  step: StepResult;
}

const percentiles = ['p50', 'p95'] as const;

/**
 * The figures that matter most: the steps with a latency of each subject in turn, at most so many rows.
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
    sortable: true,
    heads: [
      { text: several ? 'Model, load' : 'Load' },
      ...(someFailed ? [{ text: 'Failed', numeric: true }] : []),
      ...percentiles.flatMap((name, index) => [
        { text: `${name},\u00a0${columns[index]?.unit}`, numeric: true },
        { text: '95\u00a0% interval' },
      ]),
      { text: 'Requests/s', numeric: true },
      { text: '95\u00a0% interval' },
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

/** Each subject gets the same number of rows: its most telling steps, in the order in which they ran. */
function chosen(rows: readonly Row[], subjects: readonly Subject[], most: number): Row[] {
  if (rows.length <= most) return [...rows];
  const each = Math.max(1, Math.floor(most / subjects.length));
  const kept = subjects.flatMap((subject) => mostTelling(rows.filter((row) => row.subject === subject)).slice(0, each));
  return rows.filter((row) => kept.includes(row)).slice(0, most);
}

/** The lightest load first, then what each scenario was made for, then the others. */
function mostTelling(rows: readonly Row[]): Row[] {
  const scenarios = new Set(rows.map(({ step }) => step.scenario));
  const answers = [...scenarios].flatMap((name) => answersOf(rows.filter(({ step }) => step.scenario === name)));
  return [...new Set([...rows.slice(0, 1), ...answers, ...rows])];
}

/** The last step of a scenario, its heaviest; of a search the level with the most throughput, and the load that rests on it. */
function answersOf(rows: readonly Row[]): Row[] {
  if (!rows.some(({ step }) => step.search !== undefined)) return rows.slice(-1);
  const perSecond = ({ step }: Row): number => step.throughput?.requestsPerSecond ?? 0;
  const levels = rows.filter(({ step }) => step.load.loop === 'closed');
  const best = levels.toSorted((first, second) => perSecond(second) - perSecond(first)).slice(0, 1);
  return [...best, ...rows.filter(({ step }) => step.load.loop === 'open')];
}

function failedCell(step: StepResult): TableCell {
  const share = failedShare(step);
  return { content: formatPercent(100 * share), kind: 'num', sort: share };
}
