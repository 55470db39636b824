import { decoration, drawing } from './renderChart.ts';

/** A point in the data's own coordinates. */
export type ChartPoint = readonly [x: number, y: number];

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

/** Colour = entity, dash = quantile, in a chart of one entity. */
export const quantileStroke = {
  p50: { width: 2, dash: 'solid' },
  p95: { width: 1.5, dash: [5, 3] },
  p99: { width: 1.5, dash: [1.5, 2.5] },
} as const;

/** A rectangle in the data's coordinates: the hatch of what is not counted, or the bar of a histogram. */
export function rectangle(from: ChartPoint, to: ChartPoint, fill: string, axisIndex = 0, opacity = 1) {
  return drawing(
    (toPixel) => {
      const [x1, y1] = toPixel(...from);
      const [x2, y2] = toPixel(...to);
      return {
        type: 'rect',
        shape: { x: Math.min(x1, x2), y: Math.min(y1, y2), width: Math.abs(x2 - x1), height: Math.abs(y2 - y1) },
        style: { fill, opacity },
      };
    },
    { z: 1, clip: true, axisIndex },
  );
}
