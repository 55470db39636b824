import { sampleAt } from './sampleAt.ts';

/**
 * A sorted copy of samples. +Infinity stands for a request that never ended well and sorts last; NaN and −Infinity are
 * no samples: a RangeError says so rather than letting them shift every rank.
 */
export function sortedSamples(samples: Float64Array): Float64Array {
  const sorted = samples.toSorted();
  if (sorted.length > 0) {
    const first = sampleAt(sorted, 0);
    const last = sampleAt(sorted, sorted.length - 1);
    if (Number.isNaN(last) || first === Number.NEGATIVE_INFINITY) {
      throw new RangeError(
        `a sample is ${Number.isNaN(last) ? 'NaN' : first}; leave out what was not measured, +Infinity marks a failure`,
      );
    }
  }
  return sorted;
}
