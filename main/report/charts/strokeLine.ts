import type { ChartPoint } from './ChartPoint.ts';
import { decoration } from './decoration.ts';

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
