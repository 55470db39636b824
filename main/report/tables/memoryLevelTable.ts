import type { StepResult } from '../../../core/contract/resultDocument.ts';
import { absenceOf, figuresOf, formatAbsent } from '../../../core/format/absences.ts';
import { combinationOf, fitStateOf } from '../../../core/format/memoryWords.ts';
import { formatCount } from '../../../core/format/numbers.ts';
import { formatBytes } from '../../../core/format/quantities.ts';
import { inFlightOf, type LevelTableKind } from '../../../core/scenarios/ScenarioAnswer.ts';
import { scenarioNamed } from '../../../core/scenarios/scenarios.ts';
import type { ResultSection } from '../content/reportOutline.ts';
import { displayText } from '../displayText.ts';
import { verdictMark } from '../html/icons.ts';
import { rateCells } from './cells.ts';
import type { DataTable, TableCell } from './DataTable.ts';
import { levelTable } from './levelTable.ts';

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

/** Each combination of batch, length and concurrency: its memory, whether it fits, and why so. */
export function fitTable(steps: readonly StepResult[], label: string): DataTable {
  return {
    label,
    sortable: true,
    heads: [
      { text: 'Batch' },
      { text: 'Prompt tokens', numeric: true },
      { text: 'In flight', numeric: true },
      { text: 'Memory, peak', numeric: true },
      { text: 'Fits' },
      { text: 'Why' },
    ],
    rows: steps.map((step): TableCell[] => {
      const { batch, tokens, inFlight } = combinationOf(step);
      return [
        { content: formatCount(batch), kind: 'num', sort: batch },
        tokens === undefined
          ? { content: 'not told', kind: 'reason' }
          : { content: formatCount(tokens), kind: 'num', sort: tokens },
        { content: formatCount(inFlight), kind: 'num', sort: inFlight },
        peakCell(step),
        { content: fitStateOf(step) },
        { content: displayText(reasonOf(step)), kind: 'reason' },
      ];
    }),
  };
}

function peakCell({ memory, skipped }: StepResult): TableCell {
  const peakBytes = figuresOf(memory)?.peakBytes;
  if (peakBytes !== undefined) return { content: formatBytes(peakBytes), kind: 'num', sort: peakBytes };
  const why = skipped === undefined ? absenceOf(memory) : 'not tried';
  return { content: displayText(formatAbsent('measured', why ?? 'it was not sampled')), kind: 'reason' };
}

function reasonOf({ skipped, fit, failure, memory }: StepResult): string {
  return skipped?.reason ?? fit?.explanation ?? failure?.reason ?? absenceOf(memory) ?? 'nothing was told of it';
}

const tables: Readonly<Record<LevelTableKind, (section: ResultSection) => DataTable>> = {
  levels: levelTable,
  'memory-levels': ({ steps, title }) => memoryLevelTable(steps, title),
  combinations: ({ steps, title }) => fitTable(steps, title),
};

/** The steps of a scenario side by side, by what it looks at: memory, whether it fits, or latency and rate. */
export function groupTable(section: ResultSection): DataTable {
  const { scenario } = section;
  const kind = scenario === undefined ? undefined : scenarioNamed(scenario).answer.levelTable;
  return tables[kind ?? 'levels'](section);
}
