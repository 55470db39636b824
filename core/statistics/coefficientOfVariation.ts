import { meanAndDeviation } from './meanAndDeviation.ts';

/**
 * Standard deviation as a share of the mean: 0 for constant values, 1 for an exponential distribution. Undefined for
 * fewer than two values and for a mean that is not positive, where it says nothing.
 */
export function coefficientOfVariation(values: Float64Array): number | undefined {
  if (values.length < 2) return undefined;
  const { mean, standardDeviation } = meanAndDeviation(values);
  return standardDeviation !== undefined && mean > 0 ? standardDeviation / mean : undefined;
}
