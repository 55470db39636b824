import { spreadLabels } from '../../../core/chart/lines.ts';
import { linearTicks } from '../../../core/chart/ticks.ts';
import type { TimeColumn } from '../../../core/chart/timeSpans.ts';
import { chartInk } from './ink.ts';
import { notes } from './notes.ts';
import { type ChartPoint, strokeLine } from './strokes.ts';
import { type TimeBracket, timeBracket } from './timeBracket.ts';
import type { TimeTrack } from './timeTracks.ts';

/** A rate over time, stretch by stretch; the first count of its columns is drawn. */
interface RateLine {
  name: string;
  columns: readonly TimeColumn[];
  colour: string;
  dash: readonly number[] | 'solid';
}

interface RateTrack {
  height: number;
  lines: readonly RateLine[];
  /** An instant with a name, and the rate at it. */
  mark?: { atSeconds: number; perSecond: number; name: string };
  bracket?: Omit<TimeBracket, 'at'>;
}

const bracketShare = 0.93;

/** Requests per second as steps, each line named at its end; null where all of them are 0. */
export function rateTrack({ height, lines, mark, bracket }: RateTrack): TimeTrack | null {
  const valuesOf = ({ columns }: RateLine): number[] => columns.map(({ perSecond }) => perSecond[0] ?? 0);
  const highest = Math.max(0, ...lines.flatMap(valuesOf));
  if (highest === 0) return null;
  const ticks = linearTicks(highest * (bracket ? 1.15 : 1.05), height < 80 ? 2 : 4);
  const top = ticks.at(-1) ?? 1;
  const places = spreadLabels(
    lines.map((line) => valuesOf(line).at(-1) ?? 0),
    (top * 11) / height,
    0,
    top,
  );
  const end = Math.max(...lines.map(({ columns }) => columns.at(-1)?.toSeconds ?? 0));
  return {
    height,
    title: 'Requests/s',
    ticks,
    draw: (axis) => [
      ...lines.map(({ columns, colour, dash }) =>
        strokeLine(
          columns.flatMap(({ fromSeconds, toSeconds, perSecond }): ChartPoint[] => [
            [fromSeconds, perSecond[0] ?? Number.NaN],
            [toSeconds, perSecond[0] ?? Number.NaN],
          ]),
          { colour, width: 1.75, dash },
          axis,
        ),
      ),
      ...notes(
        lines.map(({ name, colour }, index) => ({ at: [end, places[index] ?? 0], text: name, colour, shift: [6, 0] })),
        axis,
      ),
      ...(mark === undefined
        ? []
        : [
            strokeLine(
              [
                [mark.atSeconds, 0],
                [mark.atSeconds, top],
              ],
              { colour: chartInk.invalid, width: 1.5, dash: [4, 3], z: 5 },
              axis,
            ),
            ...notes(
              [
                {
                  at: [mark.atSeconds, top],
                  text: mark.name,
                  colour: chartInk.invalid,
                  bold: true,
                  align: 'right',
                  vertical: 'top',
                  shift: [-6, 2],
                  ground: true,
                },
              ],
              axis,
            ),
          ]),
      ...(bracket === undefined ? [] : timeBracket({ ...bracket, at: top * bracketShare }, axis)),
    ],
  };
}
