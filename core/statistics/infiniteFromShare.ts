import { finiteCount } from './finiteCount.ts';

/** The share beyond which percentiles of ascending samples are infinite: 0.939 when 6.1 % failed. Undefined when none is. */
export function infiniteFromShare(sorted: Float64Array): number | undefined {
  const finite = finiteCount(sorted);
  return finite === sorted.length ? undefined : finite / sorted.length;
}
