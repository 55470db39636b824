import { type Distribution, percentileNames } from '../../../core/contract/distribution.ts';
import type { StepResult } from '../../../core/contract/resultDocument.ts';
import { formatPercentileName } from '../../../core/format/latency.ts';
import { failedShare } from '../content/figures.ts';
import { latencyCells } from './cells.ts';
import type { DataTable, TableCell } from './DataTable.ts';

const rowNames = [...percentileNames, 'mean'] as const;

interface Measure {
  name: string;
  distribution: Distribution;
  failedShare: number;
}

/** With failures the success-only figures stand beside, labelled so; otherwise the time to first token, where there is one. */
function measuresOf(step: StepResult): Measure[] {
  const { latencyMs, successLatencyMs, ttftMs } = step;
  if (latencyMs === undefined) return [];
  const failed = failedShare(step);
  if (successLatencyMs) {
    return [
      { name: 'All requests', distribution: latencyMs, failedShare: failed },
      { name: 'Successes only', distribution: successLatencyMs, failedShare: 0 },
    ];
  }
  const first = ttftMs ? [{ name: 'First token', distribution: ttftMs, failedShare: failed }] : [];
  return [{ name: 'Latency', distribution: latencyMs, failedShare: failed }, ...first];
}

/** Percentiles and mean of a step with their intervals. Null when no latency was measured. */
export function latencyTable(step: StepResult): DataTable | null {
  const measures = measuresOf(step);
  if (measures.length === 0) return null;
  const columns = measures.map(({ name, distribution, ...measure }) => ({
    name,
    ...latencyCells(rowNames.map((row) => ({ distribution, name: row, failedShare: measure.failedShare }))),
  }));
  const [unit, ...otherUnits] = new Set(columns.map((column) => column.unit));
  const isShared = otherUnits.length === 0;
  return {
    label: isShared ? `Latency, ${unit}` : 'Latency',
    heads: [
      { text: 'Percentile' },
      ...columns.flatMap((column) => [
        { text: isShared ? column.name : `${column.name}, ${column.unit}`, numeric: true },
        { text: '95\u00a0% interval' },
      ]),
    ],
    rows: rowNames.map((row, index): TableCell[] => [
      { content: row === 'mean' ? 'mean' : formatPercentileName(row) },
      ...columns.flatMap(({ cells }) => cells[index] ?? []),
    ]),
  };
}
