/**
 * `samples[index]`, for an index that must exist: throws a RangeError naming it otherwise. Apart from `elementAt` because
 * it is called millions of times on one type of array, and stays fast only as long as that is so.
 */
export function sampleAt(samples: Float64Array, index: number): number {
  const sample = samples[index];
  if (sample === undefined) throw new RangeError(`index is ${index}; there are ${samples.length} samples`);
  return sample;
}
