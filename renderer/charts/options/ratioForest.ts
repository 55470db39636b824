import type { EChartsOption } from 'echarts';
import type { CustomSeriesOption } from 'echarts/charts';
import { ratioAxis } from '../../../core/chart/axes.ts';
import type { ChartPaint } from '../ChartPaint.ts';
import { axisFont, gridLines, horizontalAxis, plainNumber, verticalAxis } from './axis.ts';

/** A row of the plot; without a ratio its text says why. */
export interface RatioRow {
  name: string;
  ratio?: number;
  interval?: readonly [number, number];
  text: string;
}

const capPx = 4;

/** Ratios with their intervals, one row each, against a line at 1; logarithmic, so that twice and half are as far from it. */
export function ratioForest(rows: readonly RatioRow[], name: string, slot: number, paint: ChartPaint): EChartsOption {
  const { colours } = paint;
  const colour = colours.series[slot - 1] ?? colours.text2;
  const axis = ratioAxis(
    rows.flatMap(({ ratio, interval }) => [...(ratio === undefined ? [] : [ratio]), ...(interval ?? [])]),
  );
  const told = rows.flatMap(({ ratio, interval }, row) =>
    ratio === undefined ? [] : [{ row: rows.length - 1 - row, ratio, interval }],
  );
  return {
    grid: { left: 96, right: 152, top: 16, bottom: 44 },
    xAxis: horizontalAxis({
      colours,
      name,
      min: axis.min,
      max: axis.max,
      values: axis.ticks.map(Math.log10),
      label: (position) => plainNumber(10 ** position),
      gridLines: false,
      nameGap: 24,
    }),
    yAxis: verticalAxis({
      colours,
      min: -0.5,
      max: rows.length - 0.5,
      values: rows.map((_, row) => row),
      label: (row) => shortened(rows[rows.length - 1 - Math.round(row)]?.name ?? ''),
      gridLines: false,
      nameGap: 0,
    }),
    series: [
      { type: 'line', silent: true, data: [], z: 0, markLine: gridLines(colours, axis.ticks.map(Math.log10), []) },
      {
        type: 'line',
        silent: true,
        data: [],
        markLine: {
          silent: true,
          symbol: 'none',
          animation: false,
          label: { show: false },
          lineStyle: { color: colours.text3, width: 1.25, type: 'dashed' },
          data: [{ xAxis: 0 }],
        },
      },
      intervalsOf(told, colour),
      {
        type: 'scatter',
        silent: true,
        symbolSize: 8,
        data: told.map(({ row, ratio }) => [Math.log10(ratio), row]),
        itemStyle: { color: colour },
        z: 4,
      },
      {
        type: 'scatter',
        silent: true,
        symbolSize: 0,
        data: rows.map((_, row) => [axis.max, rows.length - 1 - row]),
        label: {
          show: true,
          position: 'right',
          formatter: ({ dataIndex }) => rows[dataIndex]?.text ?? '',
          ...axisFont,
          color: colours.text,
          width: 144,
          overflow: 'break',
        },
        z: 4,
      },
    ],
  };
}

function intervalsOf(
  told: readonly { row: number; interval: readonly [number, number] | undefined }[],
  colour: string,
): CustomSeriesOption {
  const bars = told.flatMap(({ row, interval }) =>
    interval === undefined ? [] : [[Math.log10(interval[0]), Math.log10(interval[1]), row]],
  );
  return {
    type: 'custom',
    silent: true,
    animation: false,
    clip: true,
    z: 3,
    data: bars,
    encode: { x: [0, 1], y: 2 },
    renderItem: (_parameters, api) => {
      const [left = 0, y = 0] = api.coord([Number(api.value(0)), Number(api.value(2))]);
      const [right = 0] = api.coord([Number(api.value(1)), Number(api.value(2))]);
      const style = { stroke: colour, lineWidth: 1.5, fill: 'none' };
      const stroke = (points: [number, number][]) => ({ type: 'polyline' as const, shape: { points }, style });
      return {
        type: 'group',
        children: [
          stroke([
            [left, y],
            [right, y],
          ]),
          stroke([
            [left, y - capPx],
            [left, y + capPx],
          ]),
          stroke([
            [right, y - capPx],
            [right, y + capPx],
          ]),
        ],
      };
    },
  };
}

const longestName = 14;

function shortened(name: string): string {
  return name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name;
}
