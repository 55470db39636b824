export type Xoshiro128State = readonly [number, number, number, number];

/**
 * The generator xoshiro128** of Blackman and Vigna, "Scrambled Linear Pseudorandom Number Generators" (ACM TOMS 47,
 * 2021): 32-bit arithmetic, period 2^128 − 1.
 */
export class Xoshiro128 {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  /** Takes the state as it is; it must not be all zero. Use {@link Xoshiro128.seeded} for a seed. */
  constructor(state: Xoshiro128State) {
    [this.#a, this.#b, this.#c, this.#d] = state;
  }

  /**
   * A generator for an integer seed, and for one of any number of independent streams under that seed. The state is
   * made with 32-bit SplitMix (Steele, Lea and Flood, OOPSLA 2014), as the authors of xoshiro advise.
   */
  static seeded(seed: number, stream = 0): Xoshiro128 {
    const start = mix(mix(mix(seed >>> 0) ^ Math.floor(seed / 2 ** 32)) ^ stream);
    const word = (index: number): number => mix(start + Math.imul(index, goldenGamma));
    return new Xoshiro128([word(1), word(2), word(3), word(4)]);
  }

  /** The next 32 bits, as an unsigned integer. */
  next(): number {
    const result = Math.imul(rotateLeft(Math.imul(this.#b, 5), 7), 9) >>> 0;
    const shifted = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= shifted;
    this.#d = rotateLeft(this.#d, 11);
    return result;
  }

  /** The next number of [0, 1), a multiple of 2^-32. */
  uniform(): number {
    return this.next() / 2 ** 32;
  }
}

/** 2^32 divided by the golden ratio, made odd: the step between SplitMix states. */
const goldenGamma = 0x9e3779b9;

/** The finaliser of MurmurHash3 (Appleby): a permutation of the 32-bit numbers in which each bit depends on all. */
function mix(value: number): number {
  let mixed = value | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

function rotateLeft(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}
