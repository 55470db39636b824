import { drawing } from './renderChart.ts';

/** An interval band: where it stands, its lower and its upper edge. */
export interface BandPoint {
  x: number;
  low: number;
  high: number;
}

/** A 95 % interval as one polygon in the entity's colour, behind its line. Nothing for fewer than two points. */
export function band(points: readonly BandPoint[], colour: string, axisIndex = 0) {
  if (points.length < 2) return [];
  const shape = (toPixel: (x: number, y: number) => [number, number]) => ({
    type: 'polygon',
    shape: {
      points: [
        ...points.map(({ x, high }) => toPixel(x, high)),
        ...points.toReversed().map(({ x, low }) => toPixel(x, low)),
      ],
    },
    style: { fill: colour, opacity: 0.17 },
  });
  return [drawing(shape, { z: 1, clip: true, axisIndex })];
}
