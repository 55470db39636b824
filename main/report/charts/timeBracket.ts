import { chartInk } from './ink.ts';
import { notes } from './notes.ts';
import { drawing } from './renderChart.ts';

/** A stretch of time with its length in words, at a height of the track. */
export interface TimeBracket {
  fromSeconds: number;
  toSeconds: number;
  at: number;
  text: string;
}

const tooth = 4;

/** A bracket over a stretch of time: "recovered in 3.2 s". */
export function timeBracket({ fromSeconds, toSeconds, at, text }: TimeBracket, axisIndex: number) {
  return [
    drawing(
      (toPixel) => {
        const [x1, y] = toPixel(fromSeconds, at);
        const [x2] = toPixel(toSeconds, at);
        const points = [
          [x1, y + tooth],
          [x1, y],
          [x2, y],
          [x2, y + tooth],
        ];
        return { type: 'polyline', shape: { points }, style: { stroke: chartInk.text, lineWidth: 1.25, fill: 'none' } };
      },
      { z: 6, axisIndex },
    ),
    ...notes([{ at: [toSeconds, at], text, colour: chartInk.text, shift: [6, 0], ground: true }], axisIndex),
  ];
}
