import { groupThousands } from '../../../core/format/numbers.ts';
import type { ChartColours } from '../../theme/chartColours.ts';

const fontFamily = 'Inter, sans-serif';
export const axisFont = { fontFamily, fontSize: 11, lineHeight: 16 } as const;

interface AxisChoice {
  colours: ChartColours;
  name?: string;
  min: number;
  max: number;
  /** Positions of ticks and labels where they are not evenly spaced (logarithm, percentile). */
  values?: readonly number[];
  interval?: number;
  label: (position: number) => string;
  gridLines: boolean;
  nameGap: number;
}

const common = (choice: AxisChoice) => ({
  type: 'value' as const,
  min: choice.min,
  max: choice.max,
  ...(choice.interval === undefined ? {} : { interval: choice.interval }),
  ...(choice.name === undefined ? {} : { name: choice.name }),
  nameLocation: 'middle' as const,
  nameGap: choice.nameGap,
  nameTextStyle: { ...axisFont, color: choice.colours.text3 },
  axisLabel: {
    ...axisFont,
    color: choice.colours.text3,
    formatter: choice.label,
    hideOverlap: true,
    ...(choice.values === undefined ? {} : { customValues: [...choice.values] }),
  },
  splitLine: { show: choice.gridLines && choice.values === undefined, lineStyle: { color: choice.colours.grid } },
  animation: false,
});

/** Horizontal axis: a line and 4 px ticks. */
export function horizontalAxis(choice: AxisChoice) {
  return {
    ...common(choice),
    axisLine: { show: true, onZero: false, lineStyle: { color: choice.colours.axis } },
    axisTick: {
      show: true,
      length: 4,
      lineStyle: { color: choice.colours.axis },
      ...(choice.values === undefined ? {} : { customValues: [...choice.values] }),
    },
  };
}

/** Vertical axis: labels and title only, no line. */
export function verticalAxis(choice: AxisChoice) {
  return { ...common(choice), nameRotate: 90, axisLine: { show: false }, axisTick: { show: false } };
}

/** Grid lines where the axis has custom values, which its own split lines do not know; they stay behind the data. */
export function gridLines(colours: ChartColours, x: readonly number[], y: readonly number[]) {
  return {
    silent: true,
    symbol: 'none' as const,
    z: 0,
    animation: false,
    label: { show: false },
    lineStyle: { color: colours.grid, width: 1, type: 'solid' as const },
    data: [...x.map((position) => ({ xAxis: position })), ...y.map((position) => ({ yAxis: position }))],
  };
}

/** The number at a tick of an axis: as many digits as it needs, four at most. */
export function plainNumber(value: number): string {
  return groupThousands(String(Number(value.toPrecision(4))));
}

const edge = 0.15;
const mostLabels = 8;

/** Horizontal axis of the levels of a step (requests in flight, batch sizes): each doubling has the same room. */
export function levelAxis(levels: readonly number[], name: string, colours: ChartColours) {
  const positions = levels.map(Math.log2);
  const spread = Math.max(1, Math.max(...positions) - Math.min(...positions));
  const every = Math.ceil(levels.length / mostLabels);
  return horizontalAxis({
    colours,
    name,
    min: Math.min(...positions) - edge * spread * 0.5,
    max: Math.max(...positions) + edge * spread,
    values: positions.filter((_, index) => index % every === 0),
    label: (position) => plainNumber(2 ** position),
    gridLines: false,
    nameGap: 24,
  });
}
