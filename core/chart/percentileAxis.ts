import { floorShare } from '../statistics/floorShare.ts';

/** A labelled place on the percentile axis. */
export interface PercentileTick {
  share: number;
  position: number;
  label: string;
}

const labelledPercents = ['0', '50', '90', '95', '99', '99.9', '99.99', '99.999'];
const beyondFloor = 0.5;
const shortestAxis = 1.5;

/**
 * Place of a percentile on an axis that magnifies the tail: log10(1 / (1 − share)), so that 0, 90 %, 99 % and 99.9 % stand
 * at 0, 1, 2 and 3. `share` from 0 to below 1.
 */
export function percentilePosition(share: number): number {
  return Math.log10(1 / (1 - share));
}

/** Where the axis of `count` samples is cut: beyond `floor` a percentile is under its sample floor; `end` is half a decade on. */
export function percentileAxis(count: number): { floor: number; end: number; ticks: PercentileTick[] } {
  const floor = percentilePosition(floorShare(count));
  const end = Math.max(shortestAxis, floor + beyondFloor);
  const ticks = labelledPercents.map((label) => {
    const share = Number(label) / 100;
    return { share, label, position: percentilePosition(share) };
  });
  return { floor, end, ticks: ticks.filter((tick) => tick.position <= end) };
}
