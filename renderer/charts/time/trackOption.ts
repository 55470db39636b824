import type { EChartsOption } from 'echarts';
import type { LineSeriesOption, ScatterSeriesOption } from 'echarts/charts';
import type { ChartPaint } from '../ChartPaint.ts';
import { horizontalAxis, verticalAxis } from '../options/axis.ts';
import type { NiceScale } from '../scales.ts';
import { dashes, type Track, type TrackLine, type TrackPhase } from '../Track.ts';

/** Room beside the plot: the value labels on the left, a little air on the right. Every track has the same. */
export const plotLeftPx = 40;
export const plotRightPx = 12;
const plotTopPx = 10;
const plotBottomPx = 8;

interface TrackDrawing {
  track: Track;
  paint: ChartPaint;
  totalSeconds: number;
  stepSeconds: number;
  phases: readonly TrackPhase[];
  scale: NiceScale;
  /** Nothing is measured yet: the axis stands, but its values would mean nothing. */
  empty: boolean;
}

/** Everything of a track but its data: axes, grid, hatch where nothing counts. */
export function trackFrame(drawing: TrackDrawing): EChartsOption {
  const { paint, track, scale } = drawing;
  const { colours } = paint;
  return {
    animation: false,
    grid: { left: plotLeftPx, right: plotRightPx, top: plotTopPx, bottom: plotBottomPx },
    xAxis: {
      ...horizontalAxis({
        colours,
        min: 0,
        max: drawing.totalSeconds,
        interval: drawing.stepSeconds,
        label: () => '',
        gridLines: true,
        nameGap: 0,
      }),
      axisLabel: { show: false },
      axisTick: { show: false },
      axisLine: { show: false },
    },
    yAxis: verticalAxis({
      colours,
      min: 0,
      max: scale.maximum,
      interval: scale.step,
      label: (value) => (drawing.empty ? '' : String(Number(value.toPrecision(6)))),
      gridLines: true,
      nameGap: 0,
    }),
    series: [hatch(drawing), ...track.lines.flatMap((line) => [lineOf(line, paint), dotsOf(line, paint)])],
  };
}

/** The lines' points, thinned to the width they are drawn in. */
export function trackData(track: Track, totalSeconds: number, widthPx: number): EChartsOption {
  return {
    series: track.lines.flatMap((line) => {
      const { seconds, values, count } = line.points();
      const thinned = thinToPixels(seconds, values, count, 0, totalSeconds, Math.max(50, widthPx));
      for (let index = 1; index < thinned.length; index += 2) {
        thinned[index] = (thinned[index] ?? Number.NaN) * line.factor;
      }
      return [
        { id: line.id, data: thinned },
        { id: dotsId(line), data: isolatedPoints(thinned) },
      ];
    }),
  };
}

/** Largest value that any line of the track has reached, in the unit shown; 0 while there is none. */
export function highestOf(track: Track): number {
  let highest = 0;
  for (const line of track.lines) {
    const { values, count } = line.points();
    for (let index = 0; index < count; index += 1) {
      const value = (values[index] ?? Number.NaN) * line.factor;
      if (value > highest) {
        highest = value;
      }
    }
  }
  return highest;
}

const dotsId = (line: TrackLine): string => `${line.id} dots`;

function colourOf(line: TrackLine, paint: ChartPaint): string {
  return paint.colours.series[line.slot - 1] ?? paint.colours.text2;
}

function lineOf(line: TrackLine, paint: ChartPaint): LineSeriesOption {
  const thicker = paint.colours.seriesWidth > 2 ? 0.5 : 0;
  return {
    id: line.id,
    type: 'line',
    silent: true,
    showSymbol: false,
    connectNulls: false,
    lineStyle: { color: colourOf(line, paint), width: line.widthPx + thicker, type: dashes[line.dash] },
    z: 3,
    data: [],
  };
}

function dotsOf(line: TrackLine, paint: ChartPaint): ScatterSeriesOption {
  return {
    id: dotsId(line),
    type: 'scatter',
    silent: true,
    symbolSize: 3,
    itemStyle: { color: colourOf(line, paint) },
    z: 3,
    data: [],
  };
}

function hatch({ phases, paint }: TrackDrawing): LineSeriesOption {
  const cut = phases.filter((phase) => phase.cut);
  const edges = cut.flatMap((phase) => [phase.fromSeconds, phase.toSeconds]).filter((seconds) => seconds > 0);
  return {
    id: 'not counted',
    type: 'line',
    silent: true,
    data: [],
    markArea: {
      silent: true,
      z: 1,
      itemStyle: { color: paint.hatch as string },
      data: cut.map((phase) => [{ xAxis: phase.fromSeconds }, { xAxis: phase.toSeconds }]),
    },
    markLine: {
      silent: true,
      symbol: 'none',
      z: 1,
      label: { show: false },
      lineStyle: { color: paint.colours.axis, width: 1, type: 'solid' },
      data: edges.map((seconds) => ({ xAxis: seconds })),
    },
  };
}

/** The points of flat [x, y, …] data with a gap on both sides: a line cannot show them, so they are drawn as dots. */
export function isolatedPoints(flat: Float64Array): Float64Array {
  const alone: number[] = [];
  const valueAt = (point: number): number => flat[point * 2 + 1] ?? Number.NaN;
  for (let point = 0; point * 2 < flat.length; point += 1) {
    const value = valueAt(point);
    if (!Number.isNaN(value) && Number.isNaN(valueAt(point - 1)) && Number.isNaN(valueAt(point + 1))) {
      alone.push(flat[point * 2] ?? 0, value);
    }
  }
  return Float64Array.from(alone);
}

/**
 * Thins a series to the smallest and largest point of each pixel column, in time order, as flat [x, y, x, y, …] for a
 * chart. Gaps (NaN) stay gaps. A series with at most two points per column is passed on whole.
 *
 * @param x ascending positions, the first `count` of which count
 * @param y values at x; NaN where nothing was measured
 */
export function thinToPixels(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  count: number,
  from: number,
  to: number,
  pixels: number,
): Float64Array {
  if (count <= pixels * 2) {
    return interleave(x, y, count);
  }
  const columnWidth = (to - from) / pixels;
  const kept: number[] = [];
  let index = 0;
  while (index < count) {
    const column = Math.floor(((x[index] ?? 0) - from) / columnWidth);
    let low = -1;
    let high = -1;
    let gap = -1;
    while (index < count && Math.floor(((x[index] ?? 0) - from) / columnWidth) === column) {
      const value = y[index] ?? Number.NaN;
      if (Number.isNaN(value)) {
        gap = index;
      } else {
        if (low < 0 || value < (y[low] ?? 0)) low = index;
        if (high < 0 || value > (y[high] ?? 0)) high = index;
      }
      index += 1;
    }
    const chosen = [...new Set([low, high, gap])].filter((candidate) => candidate >= 0).sort((a, b) => a - b);
    kept.push(...chosen);
  }
  const thinned = new Float64Array(kept.length * 2);
  kept.forEach((source, position) => {
    thinned[position * 2] = x[source] ?? 0;
    thinned[position * 2 + 1] = y[source] ?? Number.NaN;
  });
  return thinned;
}

function interleave(x: ArrayLike<number>, y: ArrayLike<number>, count: number): Float64Array {
  const flat = new Float64Array(count * 2);
  for (let index = 0; index < count; index += 1) {
    flat[index * 2] = x[index] ?? 0;
    flat[index * 2 + 1] = y[index] ?? Number.NaN;
  }
  return flat;
}
