import { multipleOf, niceStep } from '../../../core/statistics/niceStep.ts';

/** Round values from `low` to `high` for an axis that does not begin at 0: multiples of 1, 2 or 5 × 10^n, about `most` of them. */
export function ticksBetween(low: number, high: number, most: number): number[] {
  if (!(high > low)) {
    return [low];
  }
  const step = niceStep((high - low) / most);
  const size = multipleOf(step, 1);
  const ticks: number[] = [];
  for (let times = Math.ceil(low / size - 1e-9); multipleOf(step, times) <= high + size * 1e-9; times += 1) {
    ticks.push(multipleOf(step, times));
  }
  return ticks;
}
