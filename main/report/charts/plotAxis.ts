import { type AxisRange, logTicks } from '../../../core/chart/ticks.ts';
import { groupThousands } from '../../../core/format/numbers.ts';
import { chartInk } from './ink.ts';
import { decoration } from './renderChart.ts';

/** A labelled place on an axis. */
export interface ChartTick {
  at: number;
  label: string;
}

interface AxisRecipe {
  min: number;
  max: number;
  ticks: readonly ChartTick[];
  title?: string;
  /** Pixels from the axis to its title. */
  titleGap?: number;
  gridIndex?: number;
}

const axisText = { color: chartInk.text3, fontSize: 9.5 };

/** An axis with its labels and title; a horizontal one has a line and ticks of 4 px, a vertical one neither. */
export function plotAxis(orientation: 'horizontal' | 'vertical', recipe: AxisRecipe) {
  const isHorizontal = orientation === 'horizontal';
  const labels = new Map(recipe.ticks.map(({ at, label }) => [at, label]));
  const values = recipe.ticks.map(({ at }) => at);
  return {
    type: 'value',
    min: withoutRoundingError(recipe.min),
    max: withoutRoundingError(recipe.max),
    gridIndex: recipe.gridIndex ?? 0,
    name: recipe.title ?? '',
    nameLocation: 'middle',
    nameGap: recipe.titleGap ?? 26,
    nameTextStyle: { ...axisText, fontSize: 10 },
    splitLine: { show: false },
    axisLabel: { ...axisText, customValues: values, formatter: (value: number) => labels.get(value) ?? '' },
    axisLine: { show: isHorizontal, lineStyle: { color: chartInk.axis }, onZero: false },
    axisTick: { show: isHorizontal, length: 4, lineStyle: { color: chartInk.axis }, customValues: values },
  };
}

/**
 * ECharts throws on an end that is a round number but for the last bits of a computation, such as 0.35000000000000003: its
 * own ticks then begin outside the axis. Any other end stays as it is.
 */
function withoutRoundingError(end: number): number {
  const rounded = Number(end.toPrecision(12));
  return Math.abs(end - rounded) <= 8 * Number.EPSILON * Math.abs(end) ? rounded : end;
}

/** The plot's place, pixels from each edge of the chart, kept as it is whatever the labels. */
export function plotArea(left: number, right: number, top: number, bottom: number) {
  return { left, right, top, bottom, outerBoundsMode: 'none' };
}

/** A tick's value as its label: ticks are round, so that all their digits are shown, thousands apart. */
export function axisLabel(value: number): string {
  return groupThousands(String(value));
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

/** Ticks of an axis over log10 of the data, labelled in the data's own unit. */
export function logAxisTicks(range: AxisRange): ChartTick[] {
  return logTicks(range.low, range.high).map((value) => ({ at: Math.log10(value), label: axisLabel(value) }));
}
