const TWO_TO_32 = 2 ** 32;
const TWO_TO_MINUS_53 = 2 ** -53;
const SIXTY_FOUR_BITS = (1n << 64n) - 1n;

/**
 * The one source of randomness: the same seed gives the same numbers on every machine, so that a schedule, a choice of
 * prompts or a bootstrap can be repeated from what the result document records.
 *
 * Generator: xoshiro128** 1.1 (D. Blackman and S. Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47,
 * 2021), its state filled by splitmix64 (G. Steele, D. Lea, C. Flood, 2014) from the seed; both are in the public domain.
 */
export class SeededRandom {
  // A typed array: as fields, numbers beyond 31 bits would be allocated anew at every draw.
  readonly #state: Int32Array;
  /** The second value of the last pair of normals, kept for the next call. */
  #spareNormal: number | undefined;

  /** @param seed a whole number from 0 to 2^53 − 1; throws a RangeError otherwise. */
  constructor(seed: number) {
    if (!Number.isSafeInteger(seed) || seed < 0) {
      throw new RangeError(`seed is ${seed}; give a whole number from 0 to ${Number.MAX_SAFE_INTEGER}`);
    }
    let position = BigInt(seed);
    const next64 = (): bigint => {
      position = (position + 0x9e3779b97f4a7c15n) & SIXTY_FOUR_BITS;
      let mixed = position;
      mixed = ((mixed ^ (mixed >> 30n)) * 0xbf58476d1ce4e5b9n) & SIXTY_FOUR_BITS;
      mixed = ((mixed ^ (mixed >> 27n)) * 0x94d049bb133111ebn) & SIXTY_FOUR_BITS;
      return mixed ^ (mixed >> 31n);
    };
    const first = next64();
    const second = next64();
    this.#state = Int32Array.of(
      Number(first & 0xffffffffn),
      Number(first >> 32n),
      Number(second & 0xffffffffn),
      Number(second >> 32n),
    );
  }

  /** A whole number from 0 to 2^32 − 1. */
  uint32(): number {
    const state = this.#state;
    // The array has these four elements; the zeros stand only for what the type cannot say.
    const a = state[0] ?? 0;
    const b = state[1] ?? 0;
    const c = (state[2] ?? 0) ^ a;
    const d = (state[3] ?? 0) ^ b;
    state[0] = a ^ d;
    state[1] = b ^ c;
    state[2] = c ^ (b << 9);
    state[3] = (d << 11) | (d >>> 21);
    const product = Math.imul(b, 5);
    return Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
  }

  /** Uniform on [0, 1), all 53 bits of a double. */
  uniform(): number {
    const high = this.uint32() >>> 5;
    const low = this.uint32() >>> 6;
    return (high * 2 ** 26 + low) * TWO_TO_MINUS_53;
  }

  /**
   * A whole number from 0 to `bound` − 1, none favoured over another by more than one part in two million. (Scaling 53
   * bits costs a third of a division with rest, and a bootstrap draws millions.) Throws a RangeError unless `bound` is a
   * whole number from 1 to 2^32.
   */
  integer(bound: number): number {
    if (!Number.isInteger(bound) || bound < 1 || bound > TWO_TO_32) {
      throw new RangeError(`bound is ${bound}; give a whole number from 1 to ${TWO_TO_32}`);
    }
    return Math.floor(this.uniform() * bound);
  }

  /** Exponential with this mean, by inversion: the gaps of a Poisson process. Throws a RangeError unless the mean is positive. */
  exponential(mean: number): number {
    if (!(mean > 0) || mean === Number.POSITIVE_INFINITY) {
      throw new RangeError(`mean is ${mean}; give a positive, finite number`);
    }
    // 1 − u lies in (0, 1], so the logarithm is finite.
    return -mean * Math.log(1 - this.uniform());
  }

  /** Standard normal: mean 0, deviation 1. Polar method (G. Marsaglia and T. Bray, SIAM Review 6, 1964). */
  normal(): number {
    const spare = this.#spareNormal;
    if (spare !== undefined) {
      this.#spareNormal = undefined;
      return spare;
    }
    for (;;) {
      const x = 2 * this.uniform() - 1;
      const y = 2 * this.uniform() - 1;
      const squared = x * x + y * y;
      if (squared > 0 && squared < 1) {
        const factor = Math.sqrt((-2 * Math.log(squared)) / squared);
        this.#spareNormal = y * factor;
        return x * factor;
      }
    }
  }
}

/** A seed from a text, 0 to 2^32 − 1: FNV-1a (Fowler, Noll and Vo) over its UTF-16 units. The same text, the same seed. */
export function seedOfText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}
