import { percentileRank } from './percentileRank.ts';
import { sampleAt } from './sampleAt.ts';

/** The percentile of ascending samples by {@link percentileRank}; Infinity where failures reach it. */
export function percentileOfSorted(sorted: Float64Array, share: number): number {
  return sampleAt(sorted, percentileRank(sorted.length, share) - 1);
}
