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
