import type { EChartsOption } from 'echarts';
import type { LineSeriesOption } from 'echarts/charts';
import { withOpacity } from '../../theme/colours.ts';
import type { ChartPaint } from '../ChartPaint.ts';
import { niceScale } from '../scales.ts';
import { axisFont, levelAxis, plainNumber, verticalAxis } from './axis.ts';
import type { LevelPoint } from './levelCurves.ts';

interface BatchCurvesData {
  /** Latency of a request divided by its items, milliseconds, against batch size. */
  perItemMs: readonly LevelPoint[];
  itemsPerSecond: readonly LevelPoint[];
  slot: number;
}

/** What a batch costs per item and what it yields, as two tracks on one axis of batch sizes. */
export function batchCurves(data: BatchCurvesData, paint: ChartPaint): EChartsOption {
  const { colours } = paint;
  const levels = [...new Set([...data.perItemMs, ...data.itemsPerSecond].map((point) => point.level))].sort(
    (a, b) => a - b,
  );
  const shownLevels = levels.length === 0 ? [1] : levels;
  const lower = levelAxis(shownLevels, 'Items per request (batch size)', colours);
  const upper = { ...lower, gridIndex: 0, name: '', axisLabel: { show: false }, axisTick: { show: false } };
  return {
    grid: [
      { left: 56, right: 16, top: 12, height: '38%' },
      { left: 56, right: 16, bottom: 44, height: '32%' },
    ],
    xAxis: [upper, { ...lower, gridIndex: 1 }],
    yAxis: [axisOf(data.perItemMs, 'ms per item', 0, paint), axisOf(data.itemsPerSecond, 'items/s', 1, paint)],
    series: [lineOf(data.perItemMs, 0, data.slot, paint), lineOf(data.itemsPerSecond, 1, data.slot, paint)],
  };
}

function axisOf(points: readonly LevelPoint[], name: string, gridIndex: number, { colours }: ChartPaint) {
  const scale = niceScale(Math.max(0, ...points.map((point) => point.value)), 3);
  return {
    ...verticalAxis({
      colours,
      name,
      min: 0,
      max: scale.maximum,
      interval: scale.step,
      label: plainNumber,
      gridLines: true,
      nameGap: 40,
    }),
    gridIndex,
  };
}

function lineOf(points: readonly LevelPoint[], axis: number, slot: number, { colours }: ChartPaint): LineSeriesOption {
  const colour = colours.series[slot - 1] ?? colours.text2;
  return {
    type: 'line',
    silent: true,
    xAxisIndex: axis,
    yAxisIndex: axis,
    symbol: 'circle',
    symbolSize: 6,
    data: points.map((point) => [Math.log2(point.level), point.value]),
    itemStyle: { color: colour },
    lineStyle: { color: withOpacity(colour, 1), width: colours.seriesWidth },
    label: {
      show: points.length <= 8,
      position: 'top',
      ...axisFont,
      color: colours.text2,
      formatter: ({ dataIndex }) => plainNumber(Number((points[dataIndex]?.value ?? 0).toPrecision(3))),
    },
    z: 3,
  };
}
