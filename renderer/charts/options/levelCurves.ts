import type { EChartsOption } from 'echarts';
import type { LineSeriesOption } from 'echarts/charts';
import { logRange, logTicks } from '../../../core/chart/ticks.ts';
import type { ChartPaint } from '../ChartPaint.ts';
import type { Dash } from '../Track.ts';
import { dashes } from '../Track.ts';
import { axisFont, gridLines, levelAxis, plainNumber, verticalAxis } from './axis.ts';
import { band } from './band.ts';

export interface LevelPoint {
  level: number;
  value: number;
  interval?: readonly [number, number];
  /** Under its sample floor: a hollow point outside the band. */
  belowFloor?: boolean;
}

export interface LevelCurve {
  name: string;
  dash: Dash;
  widthPx: number;
  points: readonly LevelPoint[];
}

interface LevelCurvesData {
  levelName: string;
  valueName: string;
  curves: readonly LevelCurve[];
  slot: number;
}

/** Values against the level of a step, logarithmic both ways, with interval bands and names at the lines' ends. */
export function levelCurves(data: LevelCurvesData, paint: ChartPaint): EChartsOption {
  const { colours } = paint;
  const colour = colours.series[data.slot - 1] ?? colours.text2;
  const levels = [...new Set(data.curves.flatMap((curve) => curve.points.map((point) => point.level)))].sort(
    (a, b) => a - b,
  );
  const everything = data.curves.flatMap((curve) =>
    curve.points.flatMap((point) => [point.value, ...(point.interval ?? [])]),
  );
  const range = logRange(everything) ?? { low: 1, high: 10 };
  const ticks = logTicks(range.low, range.high).map(Math.log10);
  return {
    grid: { left: 56, right: 40, top: 16, bottom: 44 },
    xAxis: levelAxis(levels.length === 0 ? [1] : levels, data.levelName, colours),
    yAxis: verticalAxis({
      colours,
      name: `${data.valueName} (log)`,
      min: Math.log10(range.low),
      max: Math.log10(range.high),
      values: ticks,
      label: (position) => plainNumber(10 ** position),
      gridLines: false,
      nameGap: 40,
    }),
    series: [
      { type: 'line', silent: true, data: [], markLine: gridLines(colours, [], ticks) },
      ...data.curves.map((curve) => curveBand(curve, colour)),
      ...data.curves.map((curve) => curveLine(curve, colour, paint)),
    ],
  };
}

function curveBand(curve: LevelCurve, colour: string) {
  return band(
    curve.points.flatMap(({ level, interval, belowFloor }) =>
      interval === undefined || belowFloor === true || interval[0] <= 0 || !Number.isFinite(interval[1])
        ? []
        : [{ x: Math.log2(level), low: Math.log10(interval[0]), high: Math.log10(interval[1]) }],
    ),
    colour,
  );
}

function curveLine(curve: LevelCurve, colour: string, { colours }: ChartPaint): LineSeriesOption {
  return {
    type: 'line',
    silent: true,
    symbol: 'circle',
    symbolSize: 6,
    data: curve.points
      .filter((point) => Number.isFinite(point.value) && point.value > 0)
      .map((point) => ({
        value: [Math.log2(point.level), Math.log10(point.value)],
        itemStyle:
          point.belowFloor === true
            ? { color: colours.panel, borderColor: colour, borderWidth: 1.5 }
            : { color: colour },
      })),
    lineStyle: { color: colour, width: curve.widthPx, type: dashes[curve.dash] },
    endLabel: {
      show: true,
      formatter: curve.points.at(-1)?.belowFloor === true ? `${curve.name} †` : curve.name,
      ...axisFont,
      color: colours.text2,
      distance: 6,
    },
    labelLayout: { moveOverlap: 'shiftY' },
    z: 3,
  };
}
