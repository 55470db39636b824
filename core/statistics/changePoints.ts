import { sampleAt } from './arrays.ts';

/** How many of a sequence lie before the change, and all counts that explain it nearly as well. */
interface LateUntil {
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

/** Where the share of hits in a sequence rises. */
export interface RiseOfShare {
  /** Values before the likeliest place of the rise. */
  readonly count: number;
  /** Counts between which the rise lies with a probability of 95 %, where every place is as likely beforehand. */
  readonly interval: readonly [number, number];
  readonly shareBefore: number;
  readonly shareAfter: number;
}

/** Held by fewer than one sequence in a hundred whose share never changes: a mean of likelihood ratios has the mean 1. */
const leastEvidence = 100;

/**
 * The place at which the share of hits rises, with both shares unknown; undefined where chance explains the sequence.
 *
 * For each place k the likelihood ratio of a rise there against none is taken given how many hits there are: without a
 * rise every order of them is as likely, so that the number in the first k is hypergeometric; with one, each smaller
 * number than the average is as likely beforehand. The mean of these ratios over all places is an e-value: without a
 * rise its expectation is at most 1, whatever the share and the length, so that it reaches 100 in at most 1 % of
 * sequences (J. Ville 1939; V. Vovk and R. Wang, "E-values: calibration, combination and applications", Annals of
 * Statistics 49, 2021). It rests on hits that do not depend on each other.
 *
 * @param isHit 1 or 0, in order
 */
export function riseOfShare(isHit: Uint8Array): RiseOfShare | undefined {
  const all = isHit.length;
  const hits = isHit.reduce((sum, hit) => sum + hit, 0);
  if (hits === 0 || hits === all) return undefined;
  const factorials = logFactorials(all);
  const choose = (n: number, k: number): number =>
    sampleAt(factorials, n) - sampleAt(factorials, k) - sampleAt(factorials, n - k);
  const orders = choose(all, hits);
  const ratios = new Float64Array(all).fill(Number.NEGATIVE_INFINITY);
  const before = new Float64Array(all);
  let seen = 0;
  let best = 0;
  for (let place = 1; place < all; place += 1) {
    seen += isHit[place - 1] ?? 0;
    before[place] = seen;
    if (seen * all >= hits * place) continue;
    const fewest = Math.max(0, hits - (all - place));
    const possible = Math.ceil((hits * place) / all) - fewest;
    ratios[place] = orders - choose(place, seen) - choose(all - place, hits - seen) - Math.log(possible);
    if (sampleAt(ratios, place) > sampleAt(ratios, best)) best = place;
  }
  if (best === 0) return undefined;
  const largest = sampleAt(ratios, best);
  const weights = ratios.map((ratio) => Math.exp(ratio - largest));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (largest + Math.log(total / (all - 1)) < Math.log(leastEvidence)) return undefined;
  const hitsBefore = sampleAt(before, best);
  return {
    count: best,
    interval: [placeWithin(weights, 0.025 * total), placeWithin(weights, 0.975 * total)],
    shareBefore: hitsBefore / best,
    shareAfter: (hits - hitsBefore) / (all - best),
  };
}

/** The first place up to which the weights reach this much. */
function placeWithin(weights: Float64Array, wanted: number): number {
  let sum = 0;
  const place = weights.findIndex((weight) => {
    sum += weight;
    return sum >= wanted;
  });
  return place === -1 ? weights.length - 1 : place;
}

/**
 * Chance that so many or more of `fresh` values lie above the `rank`-th smallest of `base` earlier ones when all of them
 * come from one distribution, whatever that is: C(x + b − r, x) C(n − x + r − 1, n − x) / C(n + b, n) for each number x
 * (H. David and H. Nagaraja, "Order Statistics", 3rd ed. 2003, §10.1). A percentile of few values is itself uncertain,
 * which a binomial with its nominal share would take for a change. Equal values make the true chance smaller.
 *
 * @param above number of fresh values that lie above
 */
export function exceedanceTail(above: number, fresh: number, rank: number, base: number): number {
  for (const [name, value, least, most] of [
    ['above', above, 0, fresh],
    ['rank', rank, 1, base],
  ] as const) {
    if (!Number.isInteger(value) || value < least || value > most) {
      throw new RangeError(`${name} is ${value}; give a whole number from ${least} to ${most}`);
    }
  }
  const factorials = logFactorials(fresh + base);
  const choose = (n: number, k: number): number =>
    sampleAt(factorials, n) - sampleAt(factorials, k) - sampleAt(factorials, n - k);
  const all = choose(fresh + base, fresh);
  let chance = 0;
  for (let x = above; x <= fresh; x += 1) {
    chance += Math.exp(choose(x + base - rank, x) + choose(fresh - x + rank - 1, fresh - x) - all);
  }
  return Math.min(1, chance);
}

/** ln 0!, ln 1!, … ln n!: for binomial coefficients that no double holds. */
function logFactorials(n: number): Float64Array {
  const table = new Float64Array(n + 1);
  for (let value = 2; value <= n; value += 1) table[value] = sampleAt(table, value - 1) + Math.log(value);
  return table;
}
