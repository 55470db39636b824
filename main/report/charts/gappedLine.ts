import type { ChartPoint } from './ChartPoint.ts';
import { markers } from './markers.ts';
import { type StrokeRecipe, strokeLine } from './strokeLine.ts';

/** A line with gaps where its points are NaN; a point between two gaps is no line and is drawn as a dot. */
export function gappedLine(points: readonly ChartPoint[], stroke: StrokeRecipe, axisIndex = 0) {
  const isGap = (index: number): boolean => Number.isNaN(points[index]?.[1] ?? Number.NaN);
  const lonely = points.filter((_, index) => !isGap(index) && isGap(index - 1) && isGap(index + 1));
  return [
    strokeLine(points, stroke, axisIndex),
    ...markers(lonely, { colour: stroke.colour, marker: 'circle' }, false, axisIndex),
  ];
}
