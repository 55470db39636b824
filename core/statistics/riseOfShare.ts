import { logFactorials } from './logFactorials.ts';
import { sampleAt } from './sampleAt.ts';

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
