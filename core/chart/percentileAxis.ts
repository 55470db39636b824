import { floorShare } from '../statistics/floorShare.ts';
import { percentileAxisPosition } from '../statistics/percentileCurve.ts';

/** A labelled place on the percentile axis. */
export interface PercentileTick {
  share: number;
  position: number;
  label: string;
}

const labelledPercents = ['0', '50', '90', '95', '99', '99.9', '99.99', '99.999'];
const beyondFloor = 0.5;
const shortestAxis = 1.5;

/** Where the axis of `count` samples is cut: beyond `floor` a percentile is under its sample floor; `end` is half a decade on. */
export function percentileAxis(count: number): { floor: number; end: number; ticks: PercentileTick[] } {
  const floor = percentileAxisPosition(floorShare(count));
  const end = Math.max(shortestAxis, floor + beyondFloor);
  const ticks = labelledPercents.map((label) => {
    const share = Number(label) / 100;
    return { share, label, position: percentileAxisPosition(share) };
  });
  return { floor, end, ticks: ticks.filter((tick) => tick.position <= end) };
}
