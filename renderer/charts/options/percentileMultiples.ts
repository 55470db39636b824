import type { EChartsOption } from 'echarts';
import type { CustomSeriesOption, LineSeriesOption } from 'echarts/charts';
import { percentileAxis } from '../../../core/chart/axes.ts';
import { logRange, logTicks } from '../../../core/chart/ticks.ts';
import type { CurvePoint } from '../../../core/contract/distribution.ts';
import { percentileAxisPosition } from '../../../core/statistics/percentileCurve.ts';
import type { ChartPaint } from '../ChartPaint.ts';
import { axisFont, gridLines, horizontalAxis, plainNumber, verticalAxis } from './axis.ts';
import { band } from './band.ts';
import { sideBySide } from './heatMap.ts';

interface PercentileMultiplesData {
  panels: readonly { name: string; count: number; curve: readonly CurvePoint[] }[];
  slot: number;
}

const room = { left: 8, right: 1.5, between: 1.5 };

/** One percentile plot for each of several kinds of requests, side by side, all with the same axes. */
export function percentileMultiples({ panels, slot }: PercentileMultiplesData, paint: ChartPaint): EChartsOption {
  const { colours } = paint;
  const colour = colours.series[slot - 1] ?? colours.text2;
  const most = panels.reduce((count, panel) => Math.max(count, panel.count), 1);
  const axis = percentileAxis(most);
  const range = logRange(
    panels.flatMap(({ curve }) =>
      curve.flatMap(({ valueMs, quantile }) =>
        typeof valueMs === 'number' && quantile < 1 && percentileAxisPosition(quantile) <= axis.end ? [valueMs] : [],
      ),
    ),
  ) ?? { low: 1, high: 10 };
  const rows = logTicks(range.low, range.high).map(Math.log10);
  const columns = axis.ticks.map(({ position }) => position);
  return {
    grid: sideBySide(panels.length, room),
    xAxis: panels.map((_, gridIndex) => ({
      ...horizontalAxis({
        colours,
        ...(gridIndex === 0 ? { name: 'Percentile, tail magnified' } : {}),
        min: 0,
        max: axis.end,
        values: columns,
        label: (position) => axis.ticks.find((tick) => Math.abs(tick.position - position) < 1e-6)?.label ?? '',
        gridLines: false,
        nameGap: 24,
      }),
      gridIndex,
    })),
    yAxis: panels.map((_, gridIndex) => ({
      ...verticalAxis({
        colours,
        ...(gridIndex === 0 ? { name: 'Latency, ms (log)' } : {}),
        min: Math.log10(range.low),
        max: Math.log10(range.high),
        values: gridIndex === 0 ? rows : [],
        label: (position) => plainNumber(10 ** position),
        gridLines: false,
        nameGap: 40,
      }),
      gridIndex,
    })),
    series: panels.flatMap((panel, index) =>
      [
        titleOf(panel.name, index, axis.end, Math.log10(range.high), paint),
        frameOf(panel.count, axis, columns, rows, paint),
        ...curveOf(panel.curve, panel.count, axis.end, colour, paint),
      ].map((series) => ({ ...series, xAxisIndex: index, yAxisIndex: index })),
    ),
  };
}

/** What the line of a panel rests on: beyond the floor of its own samples it is hatched. */
function frameOf(
  count: number,
  { end }: { end: number },
  columns: readonly number[],
  rows: readonly number[],
  paint: ChartPaint,
): LineSeriesOption {
  const { floor } = percentileAxis(count);
  return {
    type: 'line',
    silent: true,
    data: [],
    z: 0,
    markArea: {
      silent: true,
      itemStyle: { color: paint.hatch as string },
      data: floor < end ? [[{ xAxis: floor }, { xAxis: end }]] : [],
    },
    markLine: gridLines(paint.colours, columns, rows),
  };
}

function curveOf(
  curve: readonly CurvePoint[],
  count: number,
  end: number,
  colour: string,
  { colours }: ChartPaint,
): (LineSeriesOption | CustomSeriesOption)[] {
  const { floor } = percentileAxis(count);
  const points = curve.flatMap(({ quantile, valueMs, lowMs, highMs }) =>
    quantile < 1 && typeof valueMs === 'number' && valueMs > 0 && percentileAxisPosition(quantile) <= end
      ? [{ x: percentileAxisPosition(quantile), y: Math.log10(valueMs), lowMs, highMs }]
      : [],
  );
  const carried = points.filter(({ x }) => x <= floor);
  const joint = carried.at(-1);
  const beyond = points.filter(({ x }) => x > floor);
  const line = (shown: typeof points, type: 'solid' | number[]): LineSeriesOption => ({
    type: 'line',
    silent: true,
    showSymbol: false,
    data: shown.map(({ x, y }) => [x, y]),
    lineStyle: { color: colour, width: colours.seriesWidth, type },
    z: 3,
  });
  return [
    band(
      carried.flatMap(({ x, lowMs, highMs }) =>
        typeof lowMs === 'number' && typeof highMs === 'number' && lowMs > 0
          ? [{ x, low: Math.log10(lowMs), high: Math.log10(highMs) }]
          : [],
      ),
      colour,
    ),
    line(carried, 'solid'),
    line(joint === undefined ? beyond : [joint, ...beyond], [3, 3]),
  ];
}

function titleOf(name: string, _index: number, end: number, top: number, { colours }: ChartPaint) {
  return {
    type: 'scatter' as const,
    silent: true,
    symbolSize: 0,
    data: [[end / 2, top]],
    label: {
      show: true,
      position: 'top' as const,
      // Names come from a file of the user's.
      formatter: () => name,
      ...axisFont,
      fontWeight: 600,
      color: colours.text,
      width: 160,
      overflow: 'truncate' as const,
    },
  };
}
