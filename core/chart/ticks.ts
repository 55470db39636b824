import { multipleOf, niceStep } from '../statistics/niceStep.ts';

/**
 * Round tick values from 0 to the first one at or above `high`, the end of the axis, in at most `most` steps of 1, 2 or
 * 5 × 10^k. [0, 1] when `high` is not positive.
 */
export function linearTicks(high: number, most = 5): number[] {
  if (!(high > 0 && Number.isFinite(high))) return [0, 1];
  const step = niceStep((high / most) * (1 - 1e-9));
  const count = Math.ceil(high / multipleOf(step, 1) - 1e-9);
  return Array.from({ length: count + 1 }, (_, index) => multipleOf(step, index));
}

const decades = [1];
const oneTwoFive = [1, 2, 5];
const oneDecade = [1, 1.5, 2, 3, 5, 7.5];
const finest = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8];
const fewest = 3;

/**
 * Tick values for a logarithmic axis from `low` to `high`, both positive and in the data's unit: whole decades on a long
 * axis, 1, 2, 5 up to three decades, 1, 1.5, 2, 3, 5, 7.5 within one, and evenly spaced round values where even those
 * leave fewer than three. Ascending, inside the range; none for an empty or infinite range.
 */
export function logTicks(low: number, high: number): number[] {
  if (!(low > 0 && high > low && Number.isFinite(high))) return [];
  const span = Math.log10(high / low);
  const candidates = span > 3 ? [decades, oneTwoFive] : span > 1 ? [oneTwoFive] : [oneDecade, finest];
  for (const steps of candidates) {
    const ticks = decadeTicks(low, high, steps);
    if (ticks.length >= fewest) return ticks;
  }
  const step = niceStep((high - low) / 5);
  const first = Math.ceil(low / multipleOf(step, 1));
  const ticks: number[] = [];
  for (let times = first; multipleOf(step, times) <= high; times += 1) ticks.push(multipleOf(step, times));
  return ticks;
}

function decadeTicks(low: number, high: number, steps: readonly number[]): number[] {
  const ticks: number[] = [];
  for (let exponent = Math.floor(Math.log10(low)); exponent <= Math.ceil(Math.log10(high)); exponent += 1) {
    for (const step of steps) {
      // Going through text keeps 1e-1 × 3 from becoming 0.30000000000000004.
      const tick = Number(`${step}e${exponent}`);
      if (tick >= low && tick <= high) ticks.push(tick);
    }
  }
  return ticks;
}

/** From a positive minimum to a positive maximum of an axis, in the data's unit. */
export interface AxisRange {
  low: number;
  high: number;
}

const headroom = 1.06;
/** An axis of latency never spans less than this factor: less would magnify noise into a cliff. */
const smallestSpan = 1.5;

/**
 * Range of a logarithmic axis that holds all positive finite `values` with a little air, widened about its middle to a
 * factor of 1.5. Null when no value can stand on it.
 */
export function logRange(values: Iterable<number>): AxisRange | null {
  let low = Number.POSITIVE_INFINITY;
  let high = 0;
  for (const value of values) {
    if (!(value > 0 && Number.isFinite(value))) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (high === 0) return null;
  const widen = Math.max(headroom, Math.sqrt(smallestSpan / (high / low)));
  return { low: low / widen, high: high * widen };
}
