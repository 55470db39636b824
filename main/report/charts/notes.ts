import { chartInk } from './ink.ts';
import { drawing } from './renderChart.ts';
import type { ChartPoint } from './strokes.ts';

/** Words at a place in the plot. */
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
