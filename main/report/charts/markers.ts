import { chartInk, type EntityInk } from './ink.ts';
import { drawing } from './renderChart.ts';
import { type ChartPoint, type StrokeRecipe, strokeLine } from './strokes.ts';

const markerRadius = 3;

function markerShape(marker: EntityInk['marker'], x: number, y: number) {
  if (marker === 'circle') return { type: 'circle', shape: { cx: x, cy: y, r: markerRadius } };
  const r = markerRadius + 0.3;
  const points = {
    square: [
      [x - r, y - r],
      [x + r, y - r],
      [x + r, y + r],
      [x - r, y + r],
    ],
    triangle: [
      [x, y - r - 0.5],
      [x + r + 0.3, y + r - 0.3],
      [x - r - 0.3, y + r - 0.3],
    ],
    diamond: [
      [x, y - r - 1],
      [x + r + 1, y],
      [x, y + r + 1],
      [x - r - 1, y],
    ],
  }[marker];
  return { type: 'polygon', shape: { points } };
}

/** Markers at points; hollow ones stand for values under their sample floor. */
export function markers(
  points: readonly ChartPoint[],
  ink: Pick<EntityInk, 'colour' | 'marker'>,
  hollow: boolean,
  axisIndex = 0,
) {
  return points.map((point) =>
    drawing(
      (toPixel) => ({
        ...markerShape(ink.marker, ...toPixel(...point)),
        style: hollow
          ? { fill: chartInk.panel, stroke: ink.colour, lineWidth: 1.25 }
          : { fill: ink.colour, stroke: chartInk.panel, lineWidth: 1 },
      }),
      { z: 5, axisIndex },
    ),
  );
}

/** A line with gaps where its points are NaN; a point between two gaps is no line and is drawn as a dot. */
export function gappedLine(points: readonly ChartPoint[], stroke: StrokeRecipe, axisIndex = 0) {
  const isGap = (index: number): boolean => Number.isNaN(points[index]?.[1] ?? Number.NaN);
  const lonely = points.filter((_, index) => !isGap(index) && isGap(index - 1) && isGap(index + 1));
  return [
    strokeLine(points, stroke, axisIndex),
    ...markers(lonely, { colour: stroke.colour, marker: 'circle' }, false, axisIndex),
  ];
}
