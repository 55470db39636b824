import { logFactorials } from './logFactorials.ts';
import { sampleAt } from './sampleAt.ts';

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
