import type { EChartsOption } from 'echarts';
import type { CustomSeriesOption, LineSeriesOption } from 'echarts/charts';
import type { CurvePoint } from '../../../core/contract/distribution.ts';
import type { HistogramBin } from '../../../core/contract/resultDocument.ts';
import { withOpacity } from '../../theme/colours.ts';
import type { ChartPaint } from '../ChartPaint.ts';
import { niceScale, ticksBetween } from '../scales.ts';
import { axisFont, horizontalAxis, plainNumber, verticalAxis } from './axis.ts';

interface HistogramData {
  bins: readonly HistogramBin[];
  /** Requests above the last bin. */
  above: number;
  marks: readonly { name: string; value: number }[];
  slot: number;
  unit: string;
}

const gapPx = 1;

/** How many requests took how long. */
export function histogram(data: HistogramData, paint: ChartPaint): EChartsOption {
  const { colours } = paint;
  const colour = colours.series[data.slot - 1] ?? colours.text2;
  const low = data.bins[0]?.fromMs ?? 0;
  const high = data.bins.at(-1)?.toMs ?? 1;
  const scale = niceScale(Math.max(0, ...data.bins.map((bin) => bin.count)) * 1.08, 4);
  const above = data.above > 0 ? ` · ${plainNumber(data.above)} above` : '';
  return {
    grid: { left: 56, right: 20, top: 24, bottom: 44 },
    xAxis: horizontalAxis({
      colours,
      name: `Latency, ${data.unit}${above}`,
      min: low,
      max: high,
      values: ticksBetween(low, high, 6),
      label: plainNumber,
      gridLines: false,
      nameGap: 24,
    }),
    yAxis: verticalAxis({
      colours,
      name: 'Requests per bin',
      min: 0,
      max: scale.maximum,
      interval: scale.step,
      label: plainNumber,
      gridLines: true,
      nameGap: 40,
    }),
    series: [bars(data.bins, colour), percentileLines(data.marks, low, high, colours.text)],
  };
}

function bars(bins: readonly HistogramBin[], colour: string): CustomSeriesOption {
  return {
    type: 'custom',
    silent: true,
    clip: true,
    z: 2,
    data: bins.map((bin) => [bin.fromMs, bin.toMs, bin.count]),
    renderItem: (_parameters, api) => {
      const [left = 0, top = 0] = api.coord([api.value(0), api.value(2)]);
      const [right = 0, bottom = 0] = api.coord([api.value(1), 0]);
      return {
        type: 'rect',
        shape: { x: left, y: top, width: Math.max(1, right - left - gapPx), height: bottom - top },
        style: { fill: withOpacity(colour, 0.55) },
      };
    },
  };
}

/** Vertical lines at percentiles, their names on top and apart from each other. */
function percentileLines(
  marks: readonly { name: string; value: number }[],
  low: number,
  high: number,
  color: string,
): LineSeriesOption {
  const within = marks.filter((mark) => mark.value >= low && mark.value <= high);
  const nearest = (high - low) * 0.09;
  return {
    type: 'line',
    silent: true,
    data: [],
    markLine: {
      silent: true,
      symbol: 'none',
      z: 3,
      lineStyle: { color, width: 1, type: 'solid' },
      data: within.map((mark, index) => {
        const before = within[index - 1];
        const crowded = before !== undefined && mark.value - before.value < nearest;
        return {
          xAxis: mark.value,
          label: { show: !crowded, position: 'end' as const, formatter: mark.name, ...axisFont, color, distance: 4 },
        };
      }),
    },
  };
}

interface CumulativeData {
  curve: readonly CurvePoint[];
  marks: readonly { name: string; value: number }[];
  slot: number;
  unit: string;
}

/** The share of requests that ended within a time. */
export function cumulative(data: CumulativeData, paint: ChartPaint): EChartsOption {
  const { colours } = paint;
  const color = colours.series[data.slot - 1] ?? colours.text2;
  const points = data.curve.flatMap((point) =>
    typeof point.valueMs === 'number' ? [[point.valueMs, point.quantile * 100]] : [],
  );
  const low = points[0]?.[0] ?? 0;
  const high = points.at(-1)?.[0] ?? 1;
  return {
    grid: { left: 56, right: 20, top: 24, bottom: 44 },
    xAxis: horizontalAxis({
      colours,
      name: `Latency, ${data.unit}`,
      min: low,
      max: high > low ? high : low + 1,
      values: ticksBetween(low, high, 6),
      label: plainNumber,
      gridLines: false,
      nameGap: 24,
    }),
    yAxis: verticalAxis({
      colours,
      name: 'Requests within, %',
      min: 0,
      max: 100,
      interval: 25,
      label: plainNumber,
      gridLines: true,
      nameGap: 40,
    }),
    series: [
      {
        type: 'line',
        silent: true,
        showSymbol: false,
        step: 'end',
        data: points,
        lineStyle: { color, width: colours.seriesWidth },
        z: 3,
      },
      percentileLines(data.marks, low, high, colours.text),
    ],
  };
}
