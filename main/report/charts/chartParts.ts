import type { CustomSeriesRenderItemAPI } from 'echarts';
import { chartInk } from './chartInk.ts';

/** A point in the data's own coordinates. */
export type ChartPoint = readonly [x: number, y: number];

export interface ChartTick {
  at: number;
  label: string;
}

export interface AxisRecipe {
  min: number;
  max: number;
  ticks: readonly ChartTick[];
  title?: string;
  /** Pixels from the axis to its title. */
  titleGap?: number;
  gridIndex?: number;
}

const axisText = { color: chartInk.text3, fontSize: 9.5 };
const decoration = { silent: true, animation: false } as const;

function axis(recipe: AxisRecipe) {
  const labels = new Map(recipe.ticks.map(({ at, label }) => [at, label]));
  const values = recipe.ticks.map(({ at }) => at);
  return {
    type: 'value',
    min: recipe.min,
    max: recipe.max,
    gridIndex: recipe.gridIndex ?? 0,
    name: recipe.title ?? '',
    nameLocation: 'middle',
    nameGap: recipe.titleGap ?? 26,
    nameTextStyle: { ...axisText, fontSize: 10 },
    splitLine: { show: false },
    axisLabel: { ...axisText, customValues: values, formatter: (value: number) => labels.get(value) ?? '' },
    axisTick: { length: 4, lineStyle: { color: chartInk.axis }, customValues: values },
  };
}

/** Horizontal axis: a line, ticks of 4 px, labels and a title under it. */
export function xAxis(recipe: AxisRecipe) {
  return { ...axis(recipe), axisLine: { lineStyle: { color: chartInk.axis }, onZero: false } };
}

/** Vertical axis: labels and a title, no line. */
export function yAxis(recipe: AxisRecipe) {
  const built = axis(recipe);
  return { ...built, axisLine: { show: false, onZero: false }, axisTick: { show: false } };
}

/** The plot's place, pixels from each edge of the chart, kept as it is whatever the labels. */
export function plotArea(left: number, right: number, top: number, bottom: number) {
  return { left, right, top, bottom, outerBoundsMode: 'none' };
}

/** Gridlines at the ticks, beneath everything (a mark line lies above the data unless its z says otherwise). */
export function gridLines(vertical: readonly number[], horizontal: readonly number[], axisIndex = 0) {
  return {
    type: 'line',
    ...decoration,
    data: [],
    xAxisIndex: axisIndex,
    yAxisIndex: axisIndex,
    markLine: {
      ...decoration,
      z: 0,
      symbol: 'none',
      label: { show: false },
      lineStyle: { color: chartInk.grid, type: 'solid', width: 1 },
      data: [...vertical.map((at) => ({ xAxis: at })), ...horizontal.map((at) => ({ yAxis: at }))],
    },
  };
}

export interface StrokeRecipe {
  colour: string;
  width: number;
  dash: number[] | readonly number[] | 'solid';
  opacity?: number;
  z?: number;
}

/** A line through points; NaN leaves a gap. */
export function strokeLine(points: readonly ChartPoint[], stroke: StrokeRecipe, axisIndex = 0) {
  return {
    type: 'line',
    ...decoration,
    data: points,
    xAxisIndex: axisIndex,
    yAxisIndex: axisIndex,
    showSymbol: false,
    connectNulls: false,
    z: stroke.z ?? 3,
    emphasis: { disabled: true },
    lineStyle: {
      color: stroke.colour,
      width: stroke.width,
      type: stroke.dash,
      opacity: stroke.opacity ?? 1,
      cap: 'butt',
      join: 'round',
    },
  };
}

/** One hand-drawn element in the data's coordinates; `draw` gets a function from those to pixels. */
export function drawing(
  draw: (toPixel: (x: number, y: number) => [number, number]) => object,
  options: { z: number; clip?: boolean; axisIndex?: number },
) {
  return {
    type: 'custom',
    ...decoration,
    z: options.z,
    clip: options.clip ?? false,
    xAxisIndex: options.axisIndex ?? 0,
    yAxisIndex: options.axisIndex ?? 0,
    data: [[0, 0]],
    renderItem: (_: unknown, api: CustomSeriesRenderItemAPI) =>
      draw((x, y) => {
        const [left = Number.NaN, top = Number.NaN] = api.coord([x, y]);
        return [left, top];
      }),
  };
}
