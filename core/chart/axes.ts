import { percentileAxisPosition } from '../statistics/percentileCurve.ts';
import { floorShare } from '../statistics/sampleFloor.ts';
import { logTicks } from './ticks.ts';

/** A labelled place on the percentile axis. */
interface PercentileTick {
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

/** An axis of ratios, logarithmic, with 1 on it: positions are log10 of the ratio. */
interface RatioAxis {
  min: number;
  max: number;
  ticks: number[];
}

const headroom = 1.12;
const smallestSpan = 1.1;

/** The axis that holds these ratios, the ends of their intervals, and 1 with a little air on both sides. */
export function ratioAxis(ratios: readonly number[]): RatioAxis {
  const finite = ratios.filter((ratio) => ratio > 0 && Number.isFinite(ratio));
  const low = Math.min(1 / smallestSpan, ...finite) / headroom;
  const high = Math.max(smallestSpan, ...finite) * headroom;
  return {
    min: Math.log10(low),
    max: Math.log10(high),
    ticks: [...new Set([...logTicks(low, high), 1])].sort((a, b) => a - b),
  };
}
