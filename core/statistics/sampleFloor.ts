import type { PercentileName } from '../contract/distribution.ts';
import { reportedPercentiles } from './percentiles.ts';

/** Highest tolerated probability that at most one sample lies beyond a percentile. */
const sampleFloorRisk = 0.01;

/**
 * Probability that at most one of `count` samples lies beyond the percentile `share`: P(Binomial(count, 1 − share) ≤ 1).
 * Where it is large, the percentile is not much more than the largest sample.
 */
function thinTailRisk(count: number, share: number): number {
  const beyond = 1 - share;
  return Math.exp((count - 1) * Math.log(share)) * (share + count * beyond);
}

/**
 * The fewest samples on which a percentile may rest: the smallest n with P(Binomial(n, 1 − share) ≤ 1) ≤ 1 %.
 * 64, 130, 662 and 6636 for p90, p95, p99 and p99.9; about 6.64 / (1 − share). The binomial bound is that of MLPerf
 * LoadGen's early stopping with one sample allowed beyond the percentile (MLCommons inference rules, confidence 99 %).
 *
 * @param share 0.99 for p99; above 0 and below 1, a RangeError otherwise
 */
export function sampleFloor(share: number): number {
  if (!(share > 0 && share < 1)) throw new RangeError(`share is ${share}; give a number between 0 and 1`);
  // The risk falls with every further sample from two on, so that doubling and halving find the first that is low enough.
  let tooFew = 1;
  let enough = 2;
  while (thinTailRisk(enough, share) > sampleFloorRisk) {
    tooFew = enough;
    enough *= 2;
  }
  while (enough - tooFew > 1) {
    const middle = Math.floor((tooFew + enough) / 2);
    if (thinTailRisk(middle, share) > sampleFloorRisk) tooFew = middle;
    else enough = middle;
  }
  return enough;
}

/**
 * The largest percentile that `count` samples can carry by {@link sampleFloor}, as a share: 0.99 for 662 samples. About
 * 1 − 6.64 / count. 0 with fewer than two samples, which carry none.
 */
export function floorShare(count: number): number {
  if (count < 2) return 0;
  // The risk grows with the share: halve until the two ends are neighbours as far as doubles can tell.
  let carried = 0;
  let beyond = 1;
  for (let halving = 0; halving < 60; halving += 1) {
    const middle = (carried + beyond) / 2;
    if (middle > 0 && middle < 1 && thinTailRisk(count, middle) <= sampleFloorRisk) carried = middle;
    else beyond = middle;
  }
  return carried;
}

/** The reported percentiles that this many samples cannot carry, in ascending order. */
export function belowFloor(count: number): PercentileName[] {
  return reportedPercentiles.filter(({ share }) => count < sampleFloor(share)).map(({ name }) => name);
}
