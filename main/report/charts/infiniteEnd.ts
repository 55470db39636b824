import { formatInfiniteFrom } from '../../../core/format/formatInfiniteFrom.ts';
import { percentileAxisPosition } from '../../../core/statistics/percentileCurve.ts';
import { chartInk } from './chartInk.ts';
import { drawing } from './drawing.ts';
import { notes } from './notes.ts';
import { strokeLine } from './strokeLine.ts';

const wordsRoom = 0.35;

/**
 * Where failures begin, the line of a percentile plot leaves the top edge: an arrow, and the percentile from which it is
 * infinite. Nothing without failures, or when they lie beyond the axis.
 *
 * @param finiteShare share of the requests that did not fail
 * @param last the last finite point of the line: its place on the axis and its value
 * @param top upper edge of the plot, as the logarithm of the latency
 * @param end right edge
 */
export function infiniteEnd(
  finiteShare: number,
  last: { x: number; value: number } | undefined,
  top: number,
  end: number,
  colour: string,
) {
  if (last === undefined || finiteShare >= 1) return [];
  const x = Math.max(last.x, percentileAxisPosition(finiteShare));
  if (x > end) return [];
  const arrow = (left: number, edge: number) => [
    [left - 3.5, edge + 5],
    [left, edge],
    [left + 3.5, edge + 5],
  ];
  const isNearEnd = x > end - wordsRoom;
  return [
    strokeLine(
      [
        [last.x, Math.log10(last.value)],
        [x, top],
      ],
      { colour, width: 1.5, dash: [2, 3] },
    ),
    drawing(
      (toPixel) => ({
        type: 'polyline',
        shape: { points: arrow(...toPixel(x, top)) },
        style: { stroke: colour, lineWidth: 1.5, fill: 'none' },
      }),
      { z: 5 },
    ),
    ...notes([
      {
        at: [x, top],
        text: formatInfiniteFrom(finiteShare),
        colour: chartInk.text,
        align: isNearEnd ? 'right' : 'left',
        vertical: 'top',
        shift: [isNearEnd ? -7 : 7, 3],
        ground: true,
      },
    ]),
  ];
}
