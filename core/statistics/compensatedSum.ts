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
