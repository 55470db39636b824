/** `values[index]`, for an index that must exist: throws a RangeError naming it otherwise. */
export function elementAt<Element>(values: ArrayLike<Element>, index: number): Element {
  const value = values[index];
  if (value === undefined) throw new RangeError(`index is ${index}; there are ${values.length} values`);
  return value;
}

/**
 * `samples[index]`, for an index that must exist: throws a RangeError naming it otherwise. Apart from `elementAt` because
 * it is called millions of times on one type of array, and stays fast only as long as that is so.
 */
export function sampleAt(samples: Float64Array, index: number): number {
  const sample = samples[index];
  if (sample === undefined) throw new RangeError(`index is ${index}; there are ${samples.length} samples`);
  return sample;
}

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

/** How many of ascending samples are finite: all but the failures, which stand at the end as Infinity. */
export function finiteCount(sorted: Float64Array): number {
  let count = sorted.length;
  while (count > 0 && sampleAt(sorted, count - 1) === Number.POSITIVE_INFINITY) count -= 1;
  return count;
}
