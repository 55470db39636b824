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
