import type { StepResult } from '../../../../core/contract/resultDocument.ts';
import type { StepPhase } from '../../../../core/contract/scenarioFigures.ts';
import { figuresOf } from '../../../../core/format/absences.ts';
import { formatDuration } from '../../../../core/format/durations.ts';
import { formatLatency } from '../../../../core/format/latency.ts';
import { formatCount, formatShare } from '../../../../core/format/numbers.ts';
import { formatBytes, formatRate } from '../../../../core/format/quantities.ts';
import { numberFromDocument } from '../../../../core/statistics/distributionDocument.ts';
import type { ChartCell, ChartTable } from '../../../charts/ChartTable.tsx';
import { phaseName } from '../../../charts/time/PhaseBar.tsx';

const none: ChartCell = { text: 'none', raw: '' };

interface Column {
  title: string;
  cell: (phase: StepPhase) => ChartCell | undefined;
}

const percentile = (name: 'p50' | 'p95'): Column => ({
  title: name,
  cell: ({ latencyMs }) => {
    if (latencyMs === undefined || latencyMs.count === 0) return undefined;
    const mark = latencyMs.belowFloor.includes(name) ? ' †' : '';
    return { text: `${formatLatency(numberFromDocument(latencyMs[name]))}${mark}`, raw: latencyMs[name] };
  },
});

const count = (title: string, of: (requests: NonNullable<StepPhase['requests']>) => number): Column => ({
  title,
  cell: ({ requests }) => (requests === undefined ? undefined : { text: formatCount(of(requests)), raw: of(requests) }),
});

const bytes = (title: string, name: 'peakBytes' | 'meanBytes' | 'gpuPeakBytes' | 'gpuMeanBytes'): Column => ({
  title,
  cell: ({ memory }) => {
    const value = figuresOf(memory)?.[name];
    return value === undefined ? undefined : { text: formatBytes(value), raw: value };
  },
});

const time: Column = {
  title: 'Time',
  cell: ({ fromMs, toMs }) => ({ text: formatDuration((toMs - fromMs) / 1000), raw: (toMs - fromMs) / 1000 }),
};

const columns: Record<'load' | 'memory', readonly Column[]> = {
  load: [
    time,
    {
      title: 'Offered',
      cell: ({ offeredPerSecond }) =>
        offeredPerSecond === undefined ? undefined : { text: formatRate(offeredPerSecond), raw: offeredPerSecond },
    },
    {
      title: 'Completed',
      cell: ({ requestsPerSecond }) =>
        requestsPerSecond === undefined ? undefined : { text: formatRate(requestsPerSecond), raw: requestsPerSecond },
    },
    percentile('p50'),
    percentile('p95'),
    {
      title: 'Late',
      cell: ({ lateShare }) => (lateShare === undefined ? undefined : { text: formatShare(lateShare), raw: lateShare }),
    },
    count('Failed', ({ failed, timedOut }) => failed + timedOut),
    count('Never sent', ({ dropped }) => dropped),
  ],
  memory: [
    time,
    bytes('Mean', 'meanBytes'),
    bytes('Peak', 'peakBytes'),
    bytes('GPU mean', 'gpuMeanBytes'),
    bytes('GPU peak', 'gpuPeakBytes'),
  ],
};

/** The phases of a step as a table, what does not count marked; columns that no phase fills are left out. */
export function phaseTable({ phases }: Pick<StepResult, 'phases'>, about: 'load' | 'memory'): ChartTable {
  const shown = columns[about].filter(({ cell }) => phases.some((phase) => cell(phase) !== undefined));
  const cells = phases.map((phase) => shown.map(({ cell }) => cell(phase) ?? none));
  const anyBelow = cells.some((row) => row.some(({ text }) => text.endsWith('†')));
  const notes = [
    ...(shown.some(({ title }) => title === 'Late') ? ['Late: slower than the p95 of the first phase.'] : []),
    ...(anyBelow ? ['† below its sample floor.'] : []),
  ];
  return {
    columns: [{ title: 'Phase', numeric: false }, ...shown.map(({ title }) => ({ title, numeric: true }))],
    rows: phases.map(({ name }, index) => [{ text: phaseName(name), raw: name }, ...(cells[index] ?? [])]),
    ...(notes.length === 0 ? {} : { note: notes.join(' ') }),
  };
}
