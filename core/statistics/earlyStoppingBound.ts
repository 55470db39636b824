import { elementAt } from './elementAt.ts';
import { sampleAt } from './sampleAt.ts';

/** The bound is too low with this probability at most. */
const RISK = 0.01;

/** Terms smaller than this beside the largest one add nothing to a double. */
const NEGLIGIBLE = 1e-20;

/**
 * The largest t for which at most t of `count` samples lie beyond the percentile `share` with a probability of 1 % or
 * less: P(Binomial(count, 1 − share) ≤ t) ≤ 1 %. −1 where even none beyond is likelier. Exact binomial sums.
 */
function allowedBeyond(count: number, share: number): number {
  const odds = (1 - share) / share;
  // Relative weights around the mode, from the ratio of neighbouring terms: no factorial, nothing to overflow.
  const mode = Math.min(count, Math.floor((count + 1) * (1 - share)));
  const below: number[] = [];
  for (let k = mode, weight = 1; k > 0; k -= 1) {
    weight *= k / ((count - k + 1) * odds);
    if (weight < NEGLIGIBLE) break;
    below.push(weight);
  }
  let above = 0;
  for (let k = mode, weight = 1; k < count && weight >= NEGLIGIBLE; k += 1) {
    weight *= ((count - k) * odds) / (k + 1);
    above += weight;
  }
  const limit = RISK * (1 + above + below.reduce((sum, weight) => sum + weight, 0));
  let allowed = mode - below.length - 1;
  for (let reached = 0, index = below.length - 1; index >= 0; index -= 1) {
    reached += elementAt(below, index);
    if (reached > limit) break;
    allowed += 1;
  }
  return allowed;
}

/**
 * A bound that the true percentile exceeds with a probability of 1 % at most, for any distribution: the t-th highest
 * sample, with the largest t for which at most t samples lie beyond the percentile with that probability. It is the
 * estimate of MLPerf LoadGen's early stopping (MLCommons, "Early Stopping Criterion"; confidence 99 %, tolerance 0), and
 * careful by one sample: the (t + 1)-th highest would do. It assumes samples that do not depend on each other.
 *
 * @param sorted ascending, Infinity for failures
 * @param share 0.99 for p99; above 0 and below 1, a RangeError otherwise
 * @returns Infinity where failures reach it; undefined with fewer samples than the percentile's floor (`sampleFloor`)
 */
export function earlyStoppingBound(sorted: Float64Array, share: number): number | undefined {
  if (!(share > 0 && share < 1)) throw new RangeError(`share is ${share}; give a number between 0 and 1`);
  const allowed = allowedBeyond(sorted.length, share);
  return allowed < 1 ? undefined : sampleAt(sorted, sorted.length - allowed);
}
