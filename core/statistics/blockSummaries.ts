/**
 * A run of neighbouring measurements, reduced to what a ratio needs: for a mean the sum of the values and their number,
 * for a rate the amount and the seconds it took.
 */
export interface BlockSummary {
  readonly sum: number;
  readonly weight: number;
}

/** No more blocks than this are kept or resampled, however long a step ran. */
export const mostBlocks = 1000;

/**
 * How many blocks a series of `count` measurements is cut into: blocks of about n^(1/3), the order that P. Hall,
 * J. Horowitz and B.-Y. Jing ("On blocking rules for the bootstrap with dependent data", Biometrika 82, 1995) found best,
 * never shorter than `leastPerBlock`, and at most {@link mostBlocks} of them.
 */
export function blockCount(count: number, leastPerBlock = 1): number {
  const perBlock = Math.max(1, leastPerBlock, Math.ceil(Math.cbrt(count)));
  return Math.min(mostBlocks, Math.floor(count / perBlock));
}

/** Cuts values, in the order in which they were measured, into blocks whose ratio sum/weight is their mean. */
export function blockSummaries(values: Float64Array): BlockSummary[] {
  const blocks = Math.max(1, blockCount(values.length));
  return Array.from({ length: blocks }, (_, block) => {
    const part = values.subarray(
      Math.round((block * values.length) / blocks),
      Math.round(((block + 1) * values.length) / blocks),
    );
    let sum = 0;
    for (const value of part) sum += value;
    return { sum, weight: part.length };
  });
}
