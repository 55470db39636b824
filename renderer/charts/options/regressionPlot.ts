import type { EChartsOption } from 'echarts';
import type { ChartPaint } from '../ChartPaint.ts';
import { niceScale } from '../scales.ts';
import { axisFont, horizontalAxis, plainNumber, verticalAxis } from './axis.ts';
import { band } from './band.ts';

interface PlotPoint {
  x: number;
  y: number;
}

interface RegressionPlotData {
  xName: string;
  /** Quantity and unit. */
  yName: string;
  points: readonly PlotPoint[];
  /** The line through them with its band, ascending in x; empty without one. */
  line: readonly (PlotPoint & { low?: number; high?: number })[];
  /** What the line says, in words beside it. */
  text: string;
  slot: number;
}

/** Points, the line through them with the band of the line, and what it says. Both axes begin at 0. */
export function regressionPlot(
  { xName, yName, points, line, text, slot }: RegressionPlotData,
  paint: ChartPaint,
): EChartsOption {
  const { colours } = paint;
  const colour = colours.series[slot - 1] ?? colours.text2;
  const x = niceScale(Math.max(0, ...points.map((point) => point.x)), 8);
  const y = niceScale(Math.max(0, ...points.map((point) => point.y), ...line.map(({ y: at, high = at }) => high)), 5);
  return {
    grid: { left: 56, right: 16, top: 16, bottom: 44 },
    xAxis: horizontalAxis({
      colours,
      name: xName,
      min: 0,
      max: x.maximum,
      interval: x.step,
      label: plainNumber,
      gridLines: false,
      nameGap: 24,
    }),
    yAxis: verticalAxis({
      colours,
      name: yName,
      min: 0,
      max: y.maximum,
      interval: y.step,
      label: plainNumber,
      gridLines: true,
      nameGap: 40,
    }),
    series: [
      band(
        line.flatMap(({ x: at, low, high }) =>
          low === undefined || high === undefined ? [] : [{ x: at, low: Math.max(0, low), high }],
        ),
        colour,
      ),
      {
        type: 'line',
        silent: true,
        showSymbol: false,
        data: line.map((point) => [point.x, point.y]),
        lineStyle: { color: colour, width: colours.seriesWidth },
        z: 3,
      },
      {
        type: 'scatter',
        silent: true,
        symbolSize: 8,
        data: points.map((point) => [point.x, point.y]),
        itemStyle: { color: colours.panel, borderColor: colour, borderWidth: 2 },
        z: 4,
      },
      {
        type: 'scatter',
        silent: true,
        symbolSize: 0,
        // What the line says stands where no line is: it rises to the right.
        data: [[x.maximum * 0.02, y.maximum]],
        label: {
          show: true,
          position: 'bottom',
          align: 'left',
          formatter: text,
          ...axisFont,
          fontSize: 13,
          fontWeight: 600,
          color: colours.text,
          backgroundColor: colours.panel,
        },
        z: 5,
      },
    ],
  };
}
