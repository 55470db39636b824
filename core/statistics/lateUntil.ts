import { sampleAt } from './sampleAt.ts';

/** How many of a sequence lie before the change, and all counts that explain it nearly as well. */
export interface LateUntil {
  readonly count: number;
  /** Both ends included. */
  readonly interval: readonly [number, number];
}

/** In units of ln 19² = 2 ln(0.95/0.05) of likelihood: a count within it is at least a 19th as likely as the best. */
const nearlyAsGood = 0.5;

/**
 * Until where a sequence is mostly late: the change point of a Bernoulli sequence whose share of late ones is 95 % before
 * it and 5 % after it. Between the two, each late one in the part before is 19 times as likely as in the part after, and
 * each other one a 19th as likely, so that the likeliest count k is the one with the largest Σ (x − ½) over the first k
 * (D. Hinkley and E. Hinkley, "Inference about the change-point in a sequence of binomial variables", Biometrika 57,
 * 1970, with known shares). Of several that are equally likely the longest: nothing is called over too soon.
 *
 * @param isLate 1 or 0, in order
 */
export function lateUntil(isLate: Uint8Array): LateUntil {
  const sums = new Float64Array(isLate.length + 1);
  let count = 0;
  isLate.forEach((late, index) => {
    const sum = sampleAt(sums, index) + late - 0.5;
    sums[index + 1] = sum;
    if (sum >= sampleAt(sums, count)) count = index + 1;
  });
  const least = sampleAt(sums, count) - nearlyAsGood;
  const isNear = (sum: number): boolean => sum >= least;
  return { count, interval: [sums.findIndex(isNear), sums.findLastIndex(isNear)] };
}
