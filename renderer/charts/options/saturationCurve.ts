import type { EChartsOption } from 'echarts';
import type { LineSeriesOption } from 'echarts/charts';
import type { ChartPaint } from '../ChartPaint.ts';
import { niceScale } from '../scales.ts';
import { axisFont, levelAxis, plainNumber, verticalAxis } from './axis.ts';
import { band } from './band.ts';
import type { LevelPoint } from './levelCurves.ts';

interface SaturationCurveData {
  /** Requests per second against requests in flight, in ascending order of these. */
  rates: readonly LevelPoint[];
  /** The rates of a law that was fitted to the measured ones, in ascending order of the level; empty without one. */
  law: readonly LevelPoint[];
  /** The fewest requests in flight that bring nearly all of the highest throughput. */
  kneeConcurrency: number | undefined;
  slot: number;
}

const idealPoints = 24;
/** The ideal line may leave the plot: what was measured must not shrink to a line at the bottom for its sake. */
const idealRoom = 1.4;

/** Throughput against requests in flight, with what each further request would ideally bring, and the knee. */
export function saturationCurve(
  { rates, law, kneeConcurrency, slot }: SaturationCurveData,
  paint: ChartPaint,
): EChartsOption {
  const { colours } = paint;
  const colour = colours.series[slot - 1] ?? colours.text2;
  const levels = rates.map(({ level }) => level);
  const highest = Math.max(0, ...rates.map(({ value, interval }) => interval?.[1] ?? value));
  const scale = niceScale(highest * idealRoom, 4);
  const at = ({ level, value }: LevelPoint): [number, number] => [Math.log2(level), value];
  return {
    grid: { left: 56, right: 40, top: 16, bottom: 44 },
    xAxis: levelAxis(levels.length === 0 ? [1] : levels, 'Requests in flight', colours),
    yAxis: verticalAxis({
      colours,
      name: 'Requests/s',
      min: 0,
      max: scale.maximum,
      interval: scale.step,
      label: plainNumber,
      gridLines: true,
      nameGap: 40,
    }),
    series: [
      band(
        rates.flatMap(({ level, interval }) =>
          interval === undefined ? [] : [{ x: Math.log2(level), low: interval[0], high: interval[1] }],
        ),
        colour,
      ),
      idealLine(rates, scale.maximum, paint),
      {
        type: 'line',
        silent: true,
        symbol: 'none',
        data: law.filter(({ value }) => value <= scale.maximum).map(at),
        lineStyle: { color: colours.text, width: 1, type: [6, 3] },
        z: 4,
      },
      {
        type: 'line',
        silent: true,
        symbol: 'circle',
        symbolSize: 6,
        data: rates.map(at),
        itemStyle: { color: colour },
        lineStyle: { color: colour, width: colours.seriesWidth },
        z: 3,
        ...(kneeConcurrency === undefined ? {} : { markLine: kneeLine(kneeConcurrency, paint) }),
      },
    ],
  };
}

/** Proportional to the level, which is a curve on an axis of doublings; it ends where it leaves the plot. */
function idealLine(rates: readonly LevelPoint[], top: number, { colours }: ChartPaint): LineSeriesOption {
  const [first] = rates;
  const last = rates.at(-1);
  const points: [number, number][] = [];
  if (first !== undefined && last !== undefined && first.value > 0) {
    const perLevel = first.value / first.level;
    const from = Math.log2(first.level);
    const to = Math.min(Math.log2(last.level), Math.log2(top / perLevel));
    for (let index = 0; index <= idealPoints; index += 1) {
      const x = from + ((to - from) * index) / idealPoints;
      points.push([x, perLevel * 2 ** x]);
    }
  }
  return {
    type: 'line',
    silent: true,
    symbol: 'none',
    data: points,
    lineStyle: { color: colours.text3, width: 1, type: [1.5, 3] },
    endLabel: { show: true, formatter: 'ideal', ...axisFont, color: colours.text3, distance: 4 },
    z: 2,
  };
}

function kneeLine(kneeConcurrency: number, { colours }: ChartPaint) {
  return {
    silent: true,
    symbol: 'none' as const,
    animation: false,
    lineStyle: { color: colours.text2, width: 1, type: 'dashed' as const },
    label: {
      show: true,
      position: 'insideStartBottom' as const,
      rotate: 0,
      align: 'left' as const,
      padding: [0, 0, 4, 6],
      verticalAlign: 'bottom' as const,
      formatter: `knee: ${plainNumber(kneeConcurrency)} in flight`,
      ...axisFont,
      color: colours.text2,
    },
    data: [{ xAxis: Math.log2(kneeConcurrency) }],
  };
}
