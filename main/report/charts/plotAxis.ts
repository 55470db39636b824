import { chartInk } from './chartInk.ts';

/** A labelled place on an axis. */
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
