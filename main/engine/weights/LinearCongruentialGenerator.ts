const multiplier = 1_664_525;
const increment = 1_013_904_223;
/** The upper 24 bits of the state are used, signed: the low bits of such a generator repeat quickly. */
const halfRange = 2 ** 23;

/**
 * The 32-bit linear congruential generator of Numerical Recipes (Press et al., 2nd edition, §7.1), in integer
 * arithmetic only, so that every machine draws the same bits. Good enough to fill a hundred million weights in about
 * a second; not for statistics.
 */
export class LinearCongruentialGenerator {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  /** Fills `target` with values spread evenly over [-limit, limit). Their standard deviation is `limit` / √3. */
  fill(target: Float32Array, limit: number): void {
    const scale = limit / halfRange;
    let state = this.#state;
    for (let index = 0; index < target.length; index += 1) {
      state = (Math.imul(state, multiplier) + increment) | 0;
      target[index] = (state >> 8) * scale;
    }
    this.#state = state;
  }
}
