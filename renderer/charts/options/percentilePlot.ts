import type { EChartsOption } from 'echarts';
import type { LineSeriesOption, ScatterSeriesOption } from 'echarts/charts';
import { percentileAxis } from '../../../core/chart/axes.ts';
import { logRange, logTicks } from '../../../core/chart/ticks.ts';
import type { CurvePoint } from '../../../core/contract/distribution.ts';
import { formatInfiniteFrom } from '../../../core/format/numbers.ts';
import { percentileAxisPosition } from '../../../core/statistics/percentileCurve.ts';
import type { ChartPaint } from '../ChartPaint.ts';
import { axisFont, gridLines, horizontalAxis, plainNumber, verticalAxis } from './axis.ts';
import { band } from './band.ts';

interface PercentilePlotData {
  curve: readonly CurvePoint[];
  /** Requests that the curve rests on. */
  count: number;
  /** Percentiles that get a dot with their value. */
  marks: readonly { name: string; quantile: number; value: number; text: string; belowFloor: boolean }[];
  /** Share of the requests that ended with success: percentiles beyond it are infinite. 1 when none failed. */
  finiteShare: number;
  slot: number;
  unit: string;
}

interface PlotPoint {
  x: number;
  y: number;
}

/**
 * Latency by percentile with the tail magnified. From the largest percentile that its samples carry on, the line is
 * dashed and the area hatched. Infinite values, requests that never ended, let the line leave through the top.
 */
export function percentilePlot(data: PercentilePlotData, paint: ChartPaint): EChartsOption {
  const { colours } = paint;
  const colour = colours.series[data.slot - 1] ?? colours.text2;
  const axis = percentileAxis(data.count);
  const finite = data.curve.flatMap((point): (PlotPoint & { point: CurvePoint })[] => {
    const value = point.valueMs;
    return point.quantile < 1 && typeof value === 'number' && value > 0
      ? [{ x: percentileAxisPosition(point.quantile), y: Math.log10(value), point }]
      : [];
  });
  const shown = finite.filter(({ x }) => x <= axis.end);
  const range = logRange(shown.map(({ point }) => Number(point.valueMs))) ?? { low: 1, high: 10 };
  const [bottom, top] = [Math.log10(range.low), Math.log10(range.high)];
  const ticks = logTicks(range.low, range.high).map(Math.log10);
  const interval = shown.flatMap(({ x, point }) =>
    x <= axis.floor && typeof point.lowMs === 'number' && typeof point.highMs === 'number' && point.lowMs > 0
      ? [{ x, low: Math.max(bottom, Math.log10(point.lowMs)), high: Math.min(top, Math.log10(point.highMs)) }]
      : [],
  );
  const carried = shown.filter(({ x }) => x <= axis.floor);
  const beyond = shown.filter(({ x }) => x > axis.floor);
  const joint = carried.at(-1);
  return {
    grid: { left: 56, right: 16, top: 28, bottom: 44 },
    xAxis: horizontalAxis({
      colours,
      name: 'Percentile, tail magnified',
      min: 0,
      max: axis.end,
      values: axis.ticks.map((tick) => tick.position),
      label: (position) => axis.ticks.find((tick) => Math.abs(tick.position - position) < 1e-6)?.label ?? '',
      gridLines: false,
      nameGap: 24,
    }),
    yAxis: verticalAxis({
      colours,
      name: `Latency, ${data.unit} (log)`,
      min: bottom,
      max: top,
      values: ticks,
      label: (position) => plainNumber(10 ** position),
      gridLines: false,
      nameGap: 40,
    }),
    series: [
      floorArea(axis, paint, ticks),
      band(interval, colour),
      line(carried, colour, colours.seriesWidth, 'solid'),
      line(joint === undefined ? beyond : [joint, ...beyond], colour, colours.seriesWidth, [3, 3]),
      dots(data, colour, shown.at(-1)?.x ?? 0, paint),
      ...(data.finiteShare < 1 ? [leaving(data.finiteShare, axis.end, top, paint)] : []),
    ],
  };
}

function line(points: readonly PlotPoint[], color: string, width: number, type: 'solid' | number[]): LineSeriesOption {
  return {
    type: 'line',
    silent: true,
    showSymbol: false,
    data: points.map(({ x, y }) => [x, y]),
    lineStyle: { color, width, type },
    z: 3,
  };
}

function floorArea(
  axis: { floor: number; end: number; ticks: { position: number }[] },
  paint: ChartPaint,
  rows: number[],
) {
  const grid = gridLines(
    paint.colours,
    axis.ticks.map((tick) => tick.position),
    rows,
  );
  const hatched: LineSeriesOption = {
    type: 'line',
    silent: true,
    data: [],
    z: 0,
    markArea: {
      silent: true,
      itemStyle: { color: paint.hatch as string },
      data: axis.floor < axis.end ? [[{ xAxis: axis.floor }, { xAxis: axis.end }]] : [],
    },
    markLine: grid,
  };
  return hatched;
}

function dots(data: PercentilePlotData, colour: string, end: number, paint: ChartPaint): ScatterSeriesOption {
  const { colours } = paint;
  // Said in full once: neighbours would lie on one another.
  const firstBelow = data.marks.find(({ belowFloor }) => belowFloor);
  const shown = data.marks.filter(
    (mark) => Number.isFinite(mark.value) && mark.value > 0 && percentileAxisPosition(mark.quantile) <= end + 1e-9,
  );
  // p90 and p95 are close: one of them goes below the line, where what rises leaves room, unless the next stands there.
  const isBelow = (index: number): boolean =>
    shown[index]?.belowFloor === true || (shown[index]?.quantile === 0.9 && shown[index + 1]?.belowFloor !== true);
  return {
    type: 'scatter',
    silent: true,
    symbolSize: 7,
    z: 4,
    data: shown.map((mark, index) => ({
      value: [percentileAxisPosition(mark.quantile), Math.log10(mark.value)],
      itemStyle: { color: colours.panel, borderColor: colour, borderWidth: 1.75 },
      label: {
        show: true,
        ...axisFont,
        position: isBelow(index) ? ('bottom' as const) : ('top' as const),
        align: percentileAxisPosition(mark.quantile) > end * 0.85 ? ('right' as const) : ('center' as const),
        backgroundColor: isBelow(index) ? colours.panel : 'transparent',
        distance: 6,
        formatter: mark.belowFloor
          ? `{name|${mark.name} ${mark.text}${mark === firstBelow ? ', below floor' : ' †'}}`
          : `{name|${mark.name}}  {value|${mark.text}}`,
        rich: {
          name: { ...axisFont, color: colours.text3 },
          value: { ...axisFont, color: colours.text, fontWeight: 600 },
        },
      },
    })),
  };
}

/** A request that never ended has no latency on any axis: an arrow at the top says from which percentile on. */
function leaving(finiteShare: number, end: number, top: number, { colours }: ChartPaint): ScatterSeriesOption {
  const at = Math.min(percentileAxisPosition(finiteShare), end);
  return {
    type: 'scatter',
    silent: true,
    symbolSize: 0,
    z: 4,
    data: [[at, top]],
    label: {
      show: true,
      position: 'bottom',
      align: at > end * 0.85 ? 'right' : 'left',
      formatter: `↑ ${formatInfiniteFrom(finiteShare)}`,
      ...axisFont,
      color: colours.text2,
      backgroundColor: colours.panel,
    },
  };
}
