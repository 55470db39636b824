import { percentileAxis } from '../../../core/chart/axes.ts';
import { type AxisRange, logRange } from '../../../core/chart/ticks.ts';
import type { CurvePoint } from '../../../core/contract/distribution.ts';
import { formatInfiniteFrom } from '../../../core/format/numbers.ts';
import { numberFromDocument } from '../../../core/statistics/distributionDocument.ts';
import { percentileAxisPosition } from '../../../core/statistics/percentileCurve.ts';
import type { Markup } from '../html/html.ts';
import { type BandPoint, band } from './band.ts';
import { chartInk, type EntityInk } from './ink.ts';
import { markers } from './markers.ts';
import { type ChartNote, notes } from './notes.ts';
import { gridLines, logAxisTicks, plotArea, plotAxis } from './plotAxis.ts';
import { chartSizes, drawing, renderChart } from './renderChart.ts';
import { type ChartPoint, rectangle, strokeLine } from './strokes.ts';

interface PercentilePlot {
  id: string;
  label: string;
  curve: readonly CurvePoint[];
  /** Requests behind the curve, failures among them. */
  count: number;
  /** Share of the requests that did not fail: percentiles beyond it are infinite. */
  finiteShare: number;
  ink: EntityInk;
  /** Percentiles that get a dot and their value in words. */
  marked: readonly { share: number; text: string }[];
  /** Of small multiples: half the width, and the axes that all of them share. */
  shared?: { range: AxisRange; end: number };
}

interface PlotPoint extends BandPoint {
  value: number;
  share: number;
}

function plotPoints(curve: readonly CurvePoint[], end: number): PlotPoint[] {
  return curve.flatMap((point) => {
    const x = percentileAxisPosition(point.quantile);
    if (x > end + 1e-9) return [];
    const value = numberFromDocument(point.valueMs);
    const low = point.lowMs === undefined ? Number.NaN : numberFromDocument(point.lowMs);
    const high = point.highMs === undefined ? Number.NaN : numberFromDocument(point.highMs);
    return [{ x, value, share: point.quantile, low, high }];
  });
}

/**
 * Latency by percentile with the tail magnified: the line with its 95 % band up to the sample floor, dashed and hatched
 * beyond, and an arrow out of the top where failures make it infinite. Null when no point is finite.
 */
export function percentilePlot(plot: PercentilePlot): Markup | null {
  const { floor, end: ownEnd, ticks: ownTicks } = percentileAxis(plot.count);
  const end = plot.shared?.end ?? ownEnd;
  const ticks = ownTicks.filter(({ position }) => position <= end);
  const points = plotPoints(plot.curve, end);
  const finite = points.filter(({ value }) => Number.isFinite(value));
  const own = logRange(finite.flatMap(({ value, low, high }) => [value, low, high]));
  const range = own && (plot.shared?.range ?? own);
  if (range === null) return null;
  const min = Math.log10(range.low);
  const max = Math.log10(range.high);
  const at = ({ x, value }: PlotPoint): ChartPoint => [x, Math.log10(value)];
  const counted = finite.filter(({ x }) => x <= floor + 1e-9);
  const beyond = finite.filter(({ x }) => x >= floor - 1e-9);
  const bandPoints = counted
    .filter(({ low, high }) => low > 0 && !Number.isNaN(high))
    .map(({ x, low, high }) => ({ x, low: Math.log10(low), high: Math.min(max, Math.log10(high)) }));
  const colour = plot.ink.colour;
  const yTicks = logAxisTicks(range);
  const dots = plot.marked.flatMap(({ share, text }) => {
    const nearest = finite.find((point) => Math.abs(point.share - share) < 1e-9);
    return nearest ? [{ point: at(nearest), text, hollow: nearest.x > floor + 1e-9 }] : [];
  });
  const option = {
    grid: plotArea(46, 10, 8, 40),
    xAxis: plotAxis('horizontal', {
      min: 0,
      max: end,
      title: 'Percentile',
      ticks: ticks.map(({ position, label }) => ({ at: position, label })),
    }),
    yAxis: plotAxis('vertical', { min, max, title: 'Latency, ms (log scale)', titleGap: 34, ticks: yTicks }),
    series: [
      gridLines(
        ticks.map(({ position }) => position),
        yTicks.map((tick) => tick.at),
      ),
      ...(floor < end ? [rectangle([floor, min], [end, max], chartInk.hatch)] : []),
      ...band(bandPoints, colour),
      strokeLine(counted.map(at), { colour, width: 2.25, dash: 'solid' }),
      strokeLine(beyond.map(at), { colour, width: 1.5, dash: [2, 3] }),
      ...infiniteEnd(plot.finiteShare, finite.at(-1), max, end, colour),
      ...markers(
        dots.filter(({ hollow }) => !hollow).map(({ point }) => point),
        plot.ink,
        false,
      ),
      ...markers(
        dots.filter(({ hollow }) => hollow).map(({ point }) => point),
        plot.ink,
        true,
      ),
      ...notes([
        ...dots
          .filter(({ hollow }) => !hollow)
          .map(
            ({ point, text }): ChartNote => ({
              at: point,
              text,
              align: 'right',
              vertical: 'bottom',
              shift: [-5, -4],
              ground: true,
            }),
          ),
        { at: [end, min], text: 'below floor', align: 'right', vertical: 'bottom', shift: [-6, -6], ground: true },
      ]),
    ],
  };
  return renderChart(option, plot.shared ? chartSizes.half : chartSizes.full, plot.id, plot.label);
}

const wordsRoom = 0.35;

/**
 * Where failures begin, the line of a percentile plot leaves the top edge: an arrow, and the percentile from which it is
 * infinite. Nothing without failures, or when they lie beyond the axis.
 *
 * @param finiteShare share of the requests that did not fail
 * @param last the last finite point of the line: its place on the axis and its value
 * @param top upper edge of the plot, as the logarithm of the latency
 * @param end right edge
 */
function infiniteEnd(
  finiteShare: number,
  last: { x: number; value: number } | undefined,
  top: number,
  end: number,
  colour: string,
) {
  if (last === undefined || finiteShare >= 1) return [];
  const x = Math.max(last.x, percentileAxisPosition(finiteShare));
  if (x > end) return [];
  const arrow = (left: number, edge: number) => [
    [left - 3.5, edge + 5],
    [left, edge],
    [left + 3.5, edge + 5],
  ];
  const isNearEnd = x > end - wordsRoom;
  return [
    strokeLine(
      [
        [last.x, Math.log10(last.value)],
        [x, top],
      ],
      { colour, width: 1.5, dash: [2, 3] },
    ),
    drawing(
      (toPixel) => ({
        type: 'polyline',
        shape: { points: arrow(...toPixel(x, top)) },
        style: { stroke: colour, lineWidth: 1.5, fill: 'none' },
      }),
      { z: 5 },
    ),
    ...notes([
      {
        at: [x, top],
        text: formatInfiniteFrom(finiteShare),
        colour: chartInk.text,
        align: isNearEnd ? 'right' : 'left',
        vertical: 'top',
        shift: [isNearEnd ? -7 : 7, 3],
        ground: true,
      },
    ]),
  ];
}
