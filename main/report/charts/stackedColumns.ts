import type { TimeColumn } from '../../../core/chart/timeSpans.ts';
import { chartInk } from './ink.ts';
import { rectangle } from './strokes.ts';

/** How one thing that is counted is filled: colour first, a hatch over it so that grey print tells it from its neighbour. */
interface ColumnInk {
  colour: string;
  opacity: number;
  isHatched: boolean;
}

const gapShare = 0.1;

/** Inks of what can fail, in the order of the kinds; further ones share the last. */
const failureInks: readonly ColumnInk[] = [
  { colour: chartInk.invalid, opacity: 0.9, isHatched: false },
  { colour: chartInk.text3, opacity: 0.45, isHatched: true },
  { colour: chartInk.suspect, opacity: 0.9, isHatched: false },
  { colour: chartInk.text3, opacity: 0.25, isHatched: false },
];

export function failureInk(index: number): ColumnInk {
  const ink = failureInks[Math.min(index, failureInks.length - 1)];
  if (ink === undefined) throw new RangeError(`there is no ink of number ${index}`);
  return ink;
}

/** Columns over time, each a stack from 0 of what was counted in its stretch. */
export function stackedColumns(columns: readonly TimeColumn[], inks: readonly ColumnInk[], axisIndex: number) {
  return columns.flatMap(({ fromSeconds, toSeconds, perSecond }) => {
    const gap = (toSeconds - fromSeconds) * gapShare;
    let bottom = 0;
    return perSecond.flatMap((value, index) => {
      const ink = inks[index];
      if (ink === undefined || value <= 0) return [];
      const from = [fromSeconds + gap, bottom] as const;
      bottom += value;
      const to = [toSeconds - gap, bottom] as const;
      return [
        rectangle(from, to, ink.colour, axisIndex, ink.opacity),
        ...(ink.isHatched ? [rectangle(from, to, chartInk.hatch, axisIndex)] : []),
      ];
    });
  });
}
