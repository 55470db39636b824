import type { TrendPoint } from '../../../core/chart/lines.ts';
import { linearTicks } from '../../../core/chart/ticks.ts';
import type { SeriesPoint } from '../../../core/contract/resultDocument.ts';
import { formatBytes } from '../../../core/format/quantities.ts';
import { chartInk } from './ink.ts';
import { trendMarks } from './latencyTrack.ts';
import { markers } from './markers.ts';
import { notes } from './notes.ts';
import { type ChartPoint, strokeLine } from './strokes.ts';
import type { TimeTrack } from './timeTracks.ts';

interface MemoryTrack {
  series: readonly SeriesPoint[];
  colour: string;
  height: number;
  /** Mean of each stretch that has one, drawn dashed. */
  means?: readonly { fromSeconds: number; toSeconds: number; bytes: number }[];
  trend?: readonly TrendPoint[];
}

const units = [
  { name: 'GiB', bytes: 1024 ** 3 },
  { name: 'MiB', bytes: 1024 ** 2 },
  { name: 'KiB', bytes: 1024 },
] as const;

/** The binary unit in which this many bytes are read. */
export function bytesUnit(bytes: number): { name: string; bytes: number } {
  return units.find((unit) => bytes >= unit.bytes) ?? { name: 'B', bytes: 1 };
}

/** Resident memory second by second, as steps from 0, its highest second marked; null where none was sampled. */
export function memoryTrack({ series, colour, height, means = [], trend = [] }: MemoryTrack): TimeTrack | null {
  const told = series.flatMap(({ atMs, engineMemoryBytes: bytes }) => (bytes === undefined ? [] : [{ atMs, bytes }]));
  const peak = told.reduce<(typeof told)[number] | undefined>(
    (best, point) => (best === undefined || point.bytes > best.bytes ? point : best),
    undefined,
  );
  if (peak === undefined || peak.bytes <= 0) return null;
  const unit = bytesUnit(peak.bytes);
  const scaled = (bytes: number): number => bytes / unit.bytes;
  const ticks = linearTicks(scaled(peak.bytes) * 1.12, 4);
  const peakAt: ChartPoint = [peak.atMs / 1000 + 0.5, scaled(peak.bytes)];
  const isLate = peak.atMs > (series.at(-1)?.atMs ?? 0) * 0.7;
  return {
    height,
    title: `Memory, ${unit.name}`,
    ticks,
    draw: (axis) => [
      strokeLine(
        series.flatMap(({ atMs, engineMemoryBytes }): ChartPoint[] => {
          const value = engineMemoryBytes === undefined ? Number.NaN : scaled(engineMemoryBytes);
          return [
            [atMs / 1000, value],
            [atMs / 1000 + 1, value],
          ];
        }),
        { colour, width: 1.75, dash: 'solid' },
        axis,
      ),
      ...means.map(({ fromSeconds, toSeconds, bytes }) =>
        strokeLine(
          [
            [fromSeconds, scaled(bytes)],
            [toSeconds, scaled(bytes)],
          ],
          { colour: chartInk.text2, width: 1.25, dash: [5, 3], z: 4 },
          axis,
        ),
      ),
      ...trendMarks(
        trend.map(({ value, low, high, ...point }) => ({
          ...point,
          value: scaled(value),
          ...(low === undefined || high === undefined ? {} : { low: scaled(low), high: scaled(high) }),
        })),
        colour,
        axis,
      ),
      ...markers([peakAt], { colour, marker: 'triangle' }, false, axis),
      ...notes(
        [
          {
            at: peakAt,
            text: `peak ${formatBytes(peak.bytes)}`,
            align: isLate ? 'right' : 'left',
            vertical: 'bottom',
            shift: [isLate ? -6 : 6, -3],
            ground: true,
          },
        ],
        axis,
      ),
    ],
  };
}
