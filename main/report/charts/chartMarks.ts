import { chartInk, type EntityInk } from './chartInk.ts';
import { type ChartPoint, drawing } from './chartParts.ts';

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

export interface ChartNote {
  at: ChartPoint;
  text: string;
  colour?: string;
  bold?: boolean;
  align?: 'left' | 'center' | 'right';
  /** Where the text stands to its point. */
  vertical?: 'top' | 'middle' | 'bottom';
  /** Pixels from the point, right and down. */
  shift?: readonly [right: number, down: number];
  /** A panel-coloured ground, so that no line runs through the text. */
  ground?: boolean;
}

/** Words in the plot. */
export function notes(list: readonly ChartNote[], axisIndex = 0) {
  return list.map((note) =>
    drawing(
      (toPixel) => {
        const [x, y] = toPixel(...note.at);
        const [right, down] = note.shift ?? [0, 0];
        return {
          type: 'text',
          style: {
            x: x + right,
            y: y + down,
            text: note.text,
            fill: note.colour ?? chartInk.text2,
            fontSize: 9.5,
            fontFamily: 'inherit',
            fontWeight: note.bold ? 600 : 400,
            align: note.align ?? 'left',
            verticalAlign: note.vertical ?? 'middle',
            ...(note.ground ? { backgroundColor: chartInk.panel, padding: [1, 2] } : {}),
          },
        };
      },
      { z: 6, axisIndex },
    ),
  );
}
