import type { StepResult } from '../../../core/contract/resultDocument.ts';
import { absenceOf, figuresOf } from '../../../core/format/figuresOf.ts';
import { formatAbsent } from '../../../core/format/formatAbsent.ts';
import { formatBytes } from '../../../core/format/formatBytes.ts';
import { formatCount } from '../../../core/format/formatCount.ts';
import { inFlightOf } from '../../../core/scenarios/ScenarioAnswer.ts';
import { displayText } from '../displayText.ts';
import { verdictMark } from '../html/icons.ts';
import type { DataTable, TableCell } from './DataTable.ts';
import { rateCells } from './rateCells.ts';

/** Memory at each level of a ladder of concurrency. */
export function memoryLevelTable(steps: readonly StepResult[], label: string): DataTable {
  const hasGpu = steps.some(({ memory }) => figuresOf(memory)?.gpuMeanBytes !== undefined);
  const rates = rateCells(
    steps.map(({ throughput }) => ({ perSecond: throughput?.requestsPerSecond, interval: throughput?.interval95 })),
  );
  return {
    label,
    sortable: true,
    heads: [
      { text: 'In flight' },
      { text: 'Memory, mean', numeric: true },
      { text: 'peak', numeric: true },
      ...(hasGpu ? [{ text: 'GPU memory, mean', numeric: true }] : []),
      { text: 'Requests/s', numeric: true },
      { text: '95\u00a0% interval' },
      { text: 'Validity' },
    ],
    rows: steps.map((step, index) => [
      { content: formatCount(inFlightOf(step)), sort: inFlightOf(step) },
      bytesCell(step, 'meanBytes'),
      bytesCell(step, 'peakBytes'),
      ...(hasGpu ? [bytesCell(step, 'gpuMeanBytes')] : []),
      ...(rates[index] ?? []),
      { content: verdictMark(step.validity.verdict) },
    ]),
  };
}

function bytesCell({ memory }: StepResult, key: 'meanBytes' | 'peakBytes' | 'gpuMeanBytes'): TableCell {
  const bytes = figuresOf(memory)?.[key];
  if (bytes !== undefined) return { content: formatBytes(bytes), kind: 'num', sort: bytes };
  const why = absenceOf(memory);
  return { content: why === undefined ? 'not measured' : displayText(formatAbsent('measured', why)), kind: 'reason' };
}
