import type { SeriesPoint, StepResult } from '../../../core/contract/resultDocument.ts';
import { decimalsFor } from '../../../core/format/decimalsFor.ts';
import { formatFixed } from '../../../core/format/formatFixed.ts';
import { latencyOrigin } from '../../../core/format/latencyOrigin.ts';
import { targetSlot } from '../../charts/targetSlot.ts';
import type { LinePoints, Track, TrackLine, TrackPhase } from '../../charts/time/Track.ts';

const clientSlot = 8;
const otherLoadSlot = 7;
const gibibyte = 1 / 1024 ** 3;

type Figure = Exclude<keyof SeriesPoint & string, 'atMs'>;

/** A figure of the series as a line's points: each stands in the middle of its second, gaps stay gaps. */
function points(series: readonly SeriesPoint[], name: Figure): LinePoints {
  const seconds = Float64Array.from(series, (point) => point.atMs / 1000 + 0.5);
  const values = Float64Array.from(series, (point) => {
    const value = point[name];
    return typeof value === 'number' ? value : Number.NaN;
  });
  return { seconds, values, count: series.length };
}

function lines(
  series: readonly SeriesPoint[],
  all: (Omit<TrackLine, 'points' | 'id'> & { id: Figure })[],
): TrackLine[] {
  return all
    .map((line) => ({ ...line, fixed: points(series, line.id) }))
    .filter(({ fixed }) => fixed.values.some((value) => !Number.isNaN(value)))
    .map(({ fixed, ...line }) => ({ ...line, points: () => fixed }));
}

const threeDigits = (value: number): string => formatFixed(value, decimalsFor(value));
const tenths = (value: number): string => formatFixed(value, Number.isInteger(value) ? 0 : 1);
const hundredths = (value: number): string => formatFixed(value, 2);
const whole = (value: number): string => formatFixed(value, 0);

/** The step over time, second by second, as it was stored. Figures that were never measured have no track. */
export function seriesTracks(step: StepResult): Track[] {
  const series = step.series ?? [];
  const slot = targetSlot(step.target);
  const plain = { dash: 'solid', widthPx: 1.75, factor: 1 } as const;
  const tracks: Track[] = [
    {
      id: 'latency',
      title: 'Latency',
      unit: 'ms',
      heightPx: 152,
      intervals: 4,
      format: threeDigits,
      note: latencyOrigin(step.load.loop),
      lines: lines(series, [
        { id: 'p99Ms', name: 'p99', slot, ...plain, dash: 'dotted', widthPx: 1.5 },
        { id: 'p95Ms', name: 'p95', slot, ...plain, dash: 'dashed', widthPx: 1.5 },
        { id: 'p50Ms', name: 'p50', slot, ...plain, widthPx: 2.25 },
      ]),
    },
    {
      id: 'throughput',
      title: 'Throughput',
      unit: 'requests/s',
      heightPx: 90,
      intervals: 2,
      format: threeDigits,
      lines: lines(series, [
        { id: 'completed', name: 'completed', slot, ...plain },
        { id: 'failed', name: 'failed', slot: otherLoadSlot, ...plain },
      ]),
    },
    {
      id: 'inFlight',
      title: 'In flight',
      unit: 'requests',
      heightPx: 72,
      intervals: 2,
      format: tenths,
      lines: lines(series, [{ id: 'inFlight', name: step.target, slot, ...plain }]),
    },
    {
      id: 'cpu',
      title: 'CPU',
      unit: '% of one core',
      heightPx: 90,
      intervals: 2,
      format: whole,
      lines: lines(series, [
        { id: 'engineCpuPercent', name: step.target, slot, ...plain },
        { id: 'clientCpuPercent', name: 'client', slot: clientSlot, ...plain },
        { id: 'totalCpuPercent', name: 'whole machine', slot: otherLoadSlot, ...plain },
      ]),
    },
    {
      id: 'memory',
      title: 'Memory',
      unit: 'GiB',
      heightPx: 72,
      intervals: 2,
      format: hundredths,
      lines: lines(series, [{ id: 'engineMemoryBytes', name: step.target, slot, ...plain, factor: gibibyte }]),
    },
  ];
  return tracks.filter((track) => track.lines.length > 0);
}

const phaseWords: Record<string, string> = { warmUp: 'Warm-up', measured: 'Measured', coolDown: 'Cool-down' };

/** The step's phases as they went. */
export function seriesPhases(step: StepResult): TrackPhase[] {
  return step.phases.map((phase) => ({
    name: phaseWords[phase.name] ?? phase.name,
    fromSeconds: phase.fromMs / 1000,
    toSeconds: phase.toMs / 1000,
    cut: phase.name !== 'measured',
  }));
}
