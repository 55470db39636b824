import { sampleFloorRisk, thinTailRisk } from './sampleFloor.ts';

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
