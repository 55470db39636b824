/** `standardDeviation` is that of a sample (divisor n − 1), absent for a single value. */
interface MeanAndDeviation {
  readonly mean: number;
  readonly standardDeviation?: number;
}

/**
 * Mean and sample standard deviation of finite numbers in two passes: deviations are taken from the mean, so that nothing
 * cancels (T. Chan, G. Golub, R. LeVeque, "Algorithms for computing the sample variance", The American Statistician 37,
 * 1983). Throws a RangeError without values.
 */
export function meanAndDeviation(values: Float64Array): MeanAndDeviation {
  const count = values.length;
  if (count === 0) throw new RangeError('there are no values; a mean needs at least one');
  let smallest = Number.POSITIVE_INFINITY;
  let largest = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < smallest) smallest = value;
    if (value > largest) largest = value;
  }
  // Rounding may push the mean of equal values past them by the last digit.
  const mean = Math.min(largest, Math.max(smallest, compensatedSum(values) / count));
  if (count === 1) return { mean };
  let squares = 0;
  let deviations = 0;
  for (const value of values) {
    const deviation = value - mean;
    squares += deviation * deviation;
    deviations += deviation;
  }
  const variance = (squares - (deviations * deviations) / count) / (count - 1);
  return { mean, standardDeviation: Math.sqrt(Math.max(0, variance)) };
}

/**
 * Sum of numbers with the rounding errors carried along (A. Neumaier, 1974), so that a million small latencies beside a
 * large one keep their digits.
 */
export function compensatedSum(values: Iterable<number>): number {
  let sum = 0;
  let lost = 0;
  for (const value of values) {
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  // With an infinite sum the carried errors are NaN and mean nothing.
  return Number.isFinite(sum) ? sum + lost : sum;
}
