import { spreadLabels, type TrendPoint } from '../../../core/chart/lines.ts';
import { linearTicks } from '../../../core/chart/ticks.ts';
import type { SeriesPoint } from '../../../core/contract/resultDocument.ts';
import { band } from './band.ts';
import { chartInk } from './ink.ts';
import { gappedLine } from './markers.ts';
import { notes } from './notes.ts';
import { type ChartPoint, quantileStroke, strokeLine } from './strokes.ts';
import { type TimeBracket, timeBracket } from './timeBracket.ts';
import type { TimeTrack } from './timeTracks.ts';

interface LatencyTrack {
  series: readonly SeriesPoint[];
  quantiles: readonly ('p50' | 'p95')[];
  colour: string;
  height: number;
  /** A latency with a name: a dashed line across the track. */
  limit?: { valueMs: number; name: string };
  bracket?: Omit<TimeBracket, 'at'>;
  trend?: readonly TrendPoint[];
}

const bracketShare = 0.93;

/** Latency second by second as a track; null where no second has one. */
export function latencyTrack(track: LatencyTrack): TimeTrack | null {
  const { series, quantiles, limit, bracket, trend = [] } = track;
  const values = series.flatMap((point) => quantiles.map((quantile) => point[`${quantile}Ms`] ?? 0));
  const highest = Math.max(...values, 0);
  if (highest === 0) return null;
  // A bracket stands above the lines.
  const ticks = linearTicks(Math.max(highest, limit?.valueMs ?? 0) * (bracket ? 1.15 : 1.05), 4);
  const top = ticks.at(-1) ?? 1;
  return {
    height: track.height,
    title: 'Latency, ms',
    ticks,
    draw: (axis) => [
      ...quantiles.flatMap((quantile) =>
        gappedLine(pointsOf(series, quantile), { colour: track.colour, ...quantileStroke[quantile] }, axis),
      ),
      ...trendMarks(trend, track.colour, axis),
      ...(limit === undefined
        ? []
        : [
            strokeLine(
              [
                [0, limit.valueMs],
                [endOf(series), limit.valueMs],
              ],
              { colour: chartInk.suspect, width: 1.25, dash: [6, 2.5, 1.5, 2.5], z: 4 },
              axis,
            ),
          ]),
      ...(bracket === undefined ? [] : timeBracket({ ...bracket, at: top * bracketShare }, axis)),
      ...names(track, top, axis),
    ],
  };
}

/** A trend: a thin dash-dotted line, with the band of its interval where it has one. */
export function trendMarks(trend: readonly TrendPoint[], colour: string, axis: number) {
  const edges = trend.flatMap(({ seconds, low, high }) =>
    low === undefined || high === undefined ? [] : [{ x: seconds, low, high }],
  );
  if (trend.length === 0) return [];
  const line = trend.map(({ seconds, value }): ChartPoint => [seconds, value]);
  return [
    ...band(edges, colour, axis),
    strokeLine(line, { colour: chartInk.text, width: 1, dash: [6, 2, 1, 2], z: 5 }, axis),
  ];
}

function pointsOf(series: readonly SeriesPoint[], quantile: 'p50' | 'p95'): ChartPoint[] {
  return series.map((point): ChartPoint => [point.atMs / 1000 + 0.5, point[`${quantile}Ms`] ?? Number.NaN]);
}

function endOf(series: readonly SeriesPoint[]): number {
  return (series.at(-1)?.atMs ?? 0) / 1000 + 1;
}

function names({ series, quantiles, limit, height }: LatencyTrack, top: number, axis: number) {
  const ends = [
    ...quantiles.flatMap((name) => {
      const last = pointsOf(series, name).findLast(([, value]) => !Number.isNaN(value));
      return last === undefined ? [] : [{ text: name as string, value: last[1], colour: chartInk.text2 as string }];
    }),
    ...(limit === undefined ? [] : [{ text: limit.name, value: limit.valueMs, colour: chartInk.suspect as string }]),
  ];
  const places = spreadLabels(
    ends.map(({ value }) => value),
    (top * 11) / height,
    0,
    top,
  );
  return notes(
    ends.map(({ text, colour }, index) => ({ at: [endOf(series), places[index] ?? 0], text, colour, shift: [5, 0] })),
    axis,
  );
}
