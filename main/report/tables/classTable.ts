import type { StepResult } from '../../../core/contract/resultDocument.ts';
import type { StepClass } from '../../../core/contract/scenarioFigures.ts';
import { formatCount } from '../../../core/format/formatCount.ts';
import { formatRate } from '../../../core/format/formatRate.ts';
import { formatShare } from '../../../core/format/formatShare.ts';
import { interferenceText } from '../../../core/format/interferenceWords.ts';
import { displayText } from '../displayText.ts';
import type { DataTable, TableCell, TableHead } from './DataTable.ts';
import { latencyCells } from './latencyCells.ts';

/**
 * The traffic classes of a step, or the turns of its conversations, a row each. Null without any.
 *
 * @param words what the table and its rows are called.
 */
export function classTable(
  { classes = [] }: StepResult,
  { label, head }: { label: string; head: string },
): DataTable | null {
  if (classes.length === 0) return null;
  const columns = [
    plain(classes, 'Weight', ({ weight }) => weight && formatShare(weight)),
    plain(classes, 'Tokens in, out', ({ promptTokens, outputTokens }) =>
      promptTokens === undefined || outputTokens === undefined
        ? undefined
        : `${formatCount(promptTokens)}, ${formatCount(outputTokens)}`,
    ),
    plain(classes, 'Requests', ({ requests }) => formatCount(requests.sent + requests.dropped)),
    plain(classes, 'Failed', ({ requests }) => formatCount(requests.failed + requests.timedOut + requests.dropped)),
    plain(classes, 'Completed', ({ requestsPerSecond }) => requestsPerSecond && formatRate(requestsPerSecond)),
    latency(classes, 'latencyMs', 'p50', 'p50'),
    latency(classes, 'latencyMs', 'p95', 'p95'),
    latency(classes, 'ttftMs', 'p50', 'TTFT p50'),
    plain(classes, 'Mix / alone', (one) => interferenceText(one), false),
  ].filter((column) => column !== null);
  return {
    label,
    heads: [{ text: head }, ...columns.flatMap(({ heads }) => heads)],
    rows: classes.map(({ name }, index) => [
      { content: displayText(name, 60) },
      ...columns.flatMap(({ cells }) => cells[index] ?? []),
    ]),
  };
}

interface ClassColumn {
  heads: readonly TableHead[];
  cells: readonly (readonly TableCell[])[];
}

function plain(
  classes: readonly StepClass[],
  text: string,
  of: (one: StepClass) => string | number | undefined,
  isNumeric = true,
): ClassColumn | null {
  const values = classes.map(of);
  if (values.every((value) => value === undefined)) return null;
  return {
    heads: [{ text, numeric: isNumeric }],
    cells: values.map((value) => [
      value === undefined
        ? { content: 'not measured', kind: 'reason' }
        : { content: displayText(String(value)), kind: isNumeric ? 'num' : 'text' },
    ]),
  };
}

function latency(
  classes: readonly StepClass[],
  figure: 'latencyMs' | 'ttftMs',
  name: 'p50' | 'p95',
  title: string,
): ClassColumn | null {
  if (classes.every((one) => one[figure] === undefined)) return null;
  const { unit, cells } = latencyCells(classes.map((one) => ({ distribution: one[figure], name })));
  const head = { text: `${title},\u00a0${unit}`, numeric: true };
  // A page has room for one column of intervals: that of the median, which interference rests on.
  if (title !== 'p50') return { heads: [head], cells: cells.map(([value]) => [value]) };
  return { heads: [head, { text: '95\u00a0% interval' }], cells };
}
