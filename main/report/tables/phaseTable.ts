import { isCountedPhase } from '../../../core/chart/phaseSpans.ts';
import type { StepResult } from '../../../core/contract/resultDocument.ts';
import type { StepPhase } from '../../../core/contract/scenarioFigures.ts';
import { absenceOf, figuresOf } from '../../../core/format/figuresOf.ts';
import { formatAbsent } from '../../../core/format/formatAbsent.ts';
import { formatBytes } from '../../../core/format/formatBytes.ts';
import { formatDuration } from '../../../core/format/formatDuration.ts';
import { formatRate } from '../../../core/format/formatRate.ts';
import { formatShare } from '../../../core/format/formatShare.ts';
import { phaseTitle } from '../../../core/format/phaseTitle.ts';
import { displayText } from '../displayText.ts';
import type { DataTable, TableCell, TableHead } from './DataTable.ts';
import { latencyCells } from './latencyCells.ts';

interface PhaseColumn {
  heads: readonly TableHead[];
  cells: readonly (readonly TableCell[])[];
}

const notThere: TableCell = { content: '–', kind: 'reason' };

/** The phases of a step whose load has some, a row each. Null for a step that is of one piece. */
export function phaseTable({ phases }: StepResult): DataTable | null {
  if (!phases.some(hasFigures)) return null;
  const columns = [
    counted(phases),
    rate(phases, 'Offered', ({ offeredPerSecond }) => offeredPerSecond),
    rate(phases, 'Completed', ({ requestsPerSecond }) => requestsPerSecond),
    latency(phases, 'p50'),
    latency(phases, 'p95'),
    late(phases),
    ...memory(phases),
  ].filter((column) => column !== null);
  return {
    label: 'Phases',
    heads: [{ text: 'Phase' }, { text: 'Length', numeric: true }, ...columns.flatMap(({ heads }) => heads)],
    rows: phases.map((phase, index) => [
      { content: displayText(phaseTitle(phase.name), 60) },
      { content: formatDuration((phase.toMs - phase.fromMs) / 1000), kind: 'num' },
      ...columns.flatMap(({ cells }) => cells[index] ?? []),
    ]),
  };
}

function hasFigures({ offeredPerSecond, requests, latencyMs, memory: bytes }: StepPhase): boolean {
  return offeredPerSecond !== undefined || requests !== undefined || latencyMs !== undefined || bytes !== undefined;
}

function counted(phases: readonly StepPhase[]): PhaseColumn {
  return {
    heads: [{ text: 'Counts' }],
    cells: phases.map((phase) => [{ content: isCountedPhase(phase) ? 'yes' : 'no' }]),
  };
}

function rate(
  phases: readonly StepPhase[],
  name: string,
  of: (phase: StepPhase) => number | undefined,
): PhaseColumn | null {
  if (phases.every((phase) => of(phase) === undefined)) return null;
  return {
    heads: [{ text: name, numeric: true }],
    cells: phases.map((phase) => {
      const perSecond = of(phase);
      return [perSecond === undefined ? notThere : { content: formatRate(perSecond), kind: 'num' }];
    }),
  };
}

function latency(phases: readonly StepPhase[], name: 'p50' | 'p95'): PhaseColumn | null {
  const told = phases.filter(({ latencyMs }) => latencyMs !== undefined);
  if (told.length === 0) return null;
  const { unit, cells } = latencyCells(told.map(({ latencyMs }) => ({ distribution: latencyMs, name })));
  return {
    heads: [{ text: `${name},\u00a0${unit}`, numeric: true }, { text: '95\u00a0% interval' }],
    cells: phases.map((phase) => cells[told.indexOf(phase)] ?? [notThere, { content: '' }]),
  };
}

function late(phases: readonly StepPhase[]): PhaseColumn | null {
  if (phases.every(({ lateShare }) => lateShare === undefined)) return null;
  return {
    heads: [{ text: 'Late', numeric: true }],
    cells: phases.map(({ lateShare }) => [
      lateShare === undefined ? notThere : { content: formatShare(lateShare), kind: 'num' },
    ]),
  };
}

function memory(phases: readonly StepPhase[]): PhaseColumn[] {
  if (phases.every((phase) => phase.memory === undefined)) return [];
  return (
    [
      ['Memory, mean', 'meanBytes'],
      ['peak', 'peakBytes'],
      ['GPU memory, mean', 'gpuMeanBytes'],
      ['peak', 'gpuPeakBytes'],
    ] as const
  )
    .filter(([, key]) => key === 'meanBytes' || phases.some((phase) => figuresOf(phase.memory)?.[key] !== undefined))
    .map(([text, key]) => ({
      heads: [{ text, numeric: true }],
      cells: phases.map((phase): TableCell[] => {
        const bytes = figuresOf(phase.memory)?.[key];
        const why = absenceOf(phase.memory);
        if (bytes !== undefined) return [{ content: formatBytes(bytes), kind: 'num' }];
        return [why === undefined ? notThere : { content: displayText(formatAbsent('measured', why)), kind: 'reason' }];
      }),
    }));
}
