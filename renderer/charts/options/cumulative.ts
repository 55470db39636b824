import type { EChartsOption } from 'echarts';
import type { CurvePoint } from '../../../core/contract/distribution.ts';
import type { ChartPaint } from '../ChartPaint.ts';
import { ticksBetween } from '../scales/ticksBetween.ts';
import { horizontalAxis, verticalAxis } from './axis.ts';
import { percentileLines } from './histogram.ts';
import { plainNumber } from './plainNumber.ts';

export interface CumulativeData {
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
