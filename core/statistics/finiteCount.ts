import { sampleAt } from './sampleAt.ts';

/** How many of ascending samples are finite: all but the failures, which stand at the end as Infinity. */
export function finiteCount(sorted: Float64Array): number {
  let count = sorted.length;
  while (count > 0 && sampleAt(sorted, count - 1) === Number.POSITIVE_INFINITY) count -= 1;
  return count;
}
