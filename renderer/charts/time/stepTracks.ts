import { formatRunClock } from '../../../core/format/durations.ts';
import { latencyOrigin } from '../../../core/format/latency.ts';
import { decimalsFor, formatFixed } from '../../../core/format/numbers.ts';
import { targetWord } from '../../../core/format/targetWords.ts';
import { targetSlot } from '../../theme/targetSlot.ts';
import type { ChartCell, ChartTable } from '../ChartTable.tsx';
import type { LinePoints, Track, TrackLine } from '../Track.ts';

/** What can be drawn of a step over time. A figure that was never measured is left out, and so is its line. */
type StepFigure =
  | 'p50Ms'
  | 'p95Ms'
  | 'p99Ms'
  | 'offeredPerSecond'
  | 'takenPerSecond'
  | 'completedPerSecond'
  | 'failedPerSecond'
  | 'droppedPerSecond'
  | 'inFlight'
  | 'gpuUtilizationPercent'
  | 'gpuPowerWatts'
  | 'gpuMemoryBytes'
  | 'engineCpuPercent'
  | 'clientCpuPercent'
  | 'totalCpuPercent'
  | 'engineMemoryBytes'
  | 'clientMemoryBytes'
  | 'sentBytesPerSecond'
  | 'receivedBytesPerSecond';

export interface StepTracksInput {
  target: string;
  loop: 'open' | 'closed';
  /** Whether memory is what the step is about: it stands first and large then. */
  memoryFirst?: boolean;
  figures: Partial<Record<StepFigure, () => LinePoints>>;
}

const gpuSlot = 6;
const otherLoadSlot = 7;
const clientSlot = 8;
const gibibyte = 1 / 1024 ** 3;
const kibibyte = 1 / 1024;
const lineHeightPx = 18;
const headPx = 36;
const lowestPx = 60;
const largePx = 152;
const largeIntervals = 4;

const threeDigits = (value: number): string => formatFixed(value, decimalsFor(value));
const whole = (value: number): string => formatFixed(value, 0);
const tenths = (value: number): string => formatFixed(value, Number.isInteger(value) ? 0 : 1);
const hundredths = (value: number): string => formatFixed(value, 2);

/** A line without its points, which are looked up by its figure. */
interface LineChoice extends Partial<Pick<TrackLine, 'dash' | 'widthPx' | 'factor'>> {
  figure: StepFigure;
  name: string;
  slot: number;
}

/** The tracks of a step: its own figures first, then the machine's; a quantity without any figure has no track. */
export function stepTracks({ target, loop, memoryFirst = false, figures }: StepTracksInput): Track[] {
  const slot = targetSlot(target);
  const own = targetWord(target);
  const lines = (choices: LineChoice[]): TrackLine[] =>
    choices.flatMap(({ figure, ...look }) => {
      const points = figures[figure];
      return points === undefined
        ? []
        : [{ id: figure, dash: 'solid' as const, widthPx: 1.75, factor: 1, ...look, points }];
    });
  const small = (track: Omit<Track, 'heightPx' | 'intervals' | 'lines'>, choices: LineChoice[]): Track => {
    const drawn = lines(choices);
    return { ...track, heightPx: Math.max(lowestPx, headPx + drawn.length * lineHeightPx), intervals: 2, lines: drawn };
  };
  const tracks: Track[] = [
    {
      id: 'latency',
      title: 'Latency',
      unit: 'ms',
      heightPx: largePx,
      intervals: largeIntervals,
      format: threeDigits,
      note: latencyOrigin(loop),
      lines: lines([
        { figure: 'p99Ms', name: 'p99', slot, dash: 'dotted', widthPx: 1.5 },
        { figure: 'p95Ms', name: 'p95', slot, dash: 'dashed', widthPx: 1.5 },
        { figure: 'p50Ms', name: 'p50', slot, widthPx: 2.25 },
      ]),
    },
    small({ id: 'throughput', title: 'Throughput', unit: 'requests/s', format: threeDigits }, [
      { figure: 'offeredPerSecond', name: 'offered', slot: clientSlot, dash: 'dotted' },
      { figure: 'takenPerSecond', name: 'sent or dropped', slot: clientSlot, dash: 'dashed' },
      { figure: 'completedPerSecond', name: 'completed', slot },
      { figure: 'failedPerSecond', name: 'failed', slot: otherLoadSlot },
      { figure: 'droppedPerSecond', name: 'never sent', slot: otherLoadSlot, dash: 'dashed' },
    ]),
    small({ id: 'inFlight', title: 'In flight', unit: 'requests', format: tenths }, [
      { figure: 'inFlight', name: own, slot },
    ]),
    small({ id: 'gpuUtilization', title: 'GPU utilisation', unit: '%', format: whole }, [
      { figure: 'gpuUtilizationPercent', name: 'GPU 0', slot: gpuSlot },
    ]),
    small({ id: 'gpuPower', title: 'GPU power', unit: 'W', format: whole }, [
      { figure: 'gpuPowerWatts', name: 'GPU 0', slot: gpuSlot },
    ]),
    small({ id: 'cpu', title: 'CPU', unit: '% of one core', format: whole }, [
      { figure: 'engineCpuPercent', name: own, slot },
      { figure: 'clientCpuPercent', name: 'client', slot: clientSlot },
      { figure: 'totalCpuPercent', name: 'whole machine', slot: otherLoadSlot, widthPx: 1.25 },
    ]),
    small({ id: 'memory', title: 'Memory', unit: 'GiB', format: hundredths }, [
      { figure: 'engineMemoryBytes', name: own, slot, factor: gibibyte },
      { figure: 'clientMemoryBytes', name: 'client', slot: clientSlot, factor: gibibyte },
    ]),
    small({ id: 'gpuMemory', title: 'GPU memory', unit: 'GiB', format: hundredths }, [
      { figure: 'gpuMemoryBytes', name: 'GPUs', slot: gpuSlot, factor: gibibyte },
    ]),
    small({ id: 'network', title: 'Network', unit: 'KiB/s', format: threeDigits }, [
      { figure: 'sentBytesPerSecond', name: 'sent', slot, dash: 'dashed', factor: kibibyte },
      { figure: 'receivedBytesPerSecond', name: 'received', slot, factor: kibibyte },
    ]),
  ].filter((track) => track.lines.length > 0);
  return memoryFirst ? withMemoryFirst(tracks) : tracks;
}

/** Memory large in front, latency as small as the others. */
function withMemoryFirst(tracks: readonly Track[]): Track[] {
  const isMemory = ({ id }: Track): boolean => id === 'memory' || id === 'gpuMemory';
  const [front, ...others] = [...tracks.filter(isMemory), ...tracks.filter((track) => !isMemory(track))];
  return front === undefined || !isMemory(front)
    ? [...tracks]
    : [
        { ...front, heightPx: largePx, intervals: largeIntervals },
        ...others.map((track) =>
          track.id === 'latency'
            ? { ...track, heightPx: headPx + (track.lines.length + 1) * lineHeightPx, intervals: 2 }
            : track,
        ),
      ];
}

/** A second of a step; figures that it lacks were not measured in it. */
export interface SecondRow {
  /** Seconds since the step's start. */
  second: number;
  completed: number | undefined;
  failed: number | undefined;
  p50Ms: number | undefined;
  p95Ms: number | undefined;
  p99Ms: number | undefined;
  inFlight: number | undefined;
  engineCpuPercent: number | undefined;
  clientCpuPercent: number | undefined;
}

const titles = [
  'Time',
  'Completed',
  'Failed',
  'p50 ms',
  'p95 ms',
  'p99 ms',
  'In flight',
  'Engine CPU %',
  'Client CPU %',
];

function cell(value: number | undefined, decimals?: number): ChartCell {
  return value === undefined
    ? { text: 'none', raw: '' }
    : { text: formatFixed(value, decimals ?? decimalsFor(value)), raw: value };
}

/** The tracks of a step as a table, a row for each second. */
export function secondsTable(rows: readonly SecondRow[], note?: string): ChartTable {
  return {
    columns: titles.map((title) => ({ title, numeric: true })),
    rows: rows.map((row) => [
      { text: formatRunClock(row.second), raw: row.second },
      cell(row.completed, 0),
      cell(row.failed, 0),
      cell(row.p50Ms),
      cell(row.p95Ms),
      cell(row.p99Ms),
      cell(row.inFlight),
      cell(row.engineCpuPercent, 0),
      cell(row.clientCpuPercent, 0),
    ]),
    ...(note === undefined ? {} : { note }),
  };
}
