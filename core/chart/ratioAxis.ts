import { logTicks } from './logTicks.ts';

/** An axis of ratios, logarithmic, with 1 on it: positions are log10 of the ratio. */
export interface RatioAxis {
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
