import type { ArrivalProcess, ArrivalStream, RequestLengths } from './ArrivalProcess.ts';

/** A kind of request that is mixed with others. */
interface ArrivalClass {
  /** Against the weights of the others; positive. */
  readonly weight: number;
  readonly promptTokens: number;
  readonly outputTokens: number;
}

/** `trafficClass` of a record is one byte, and 0 is none. */
const mostClasses = 255;

/**
 * Arrivals of which each is of a class, drawn by the classes' weights from the seed and the number of the arrival alone: the
 * same on every target, and whoever sends only some of them sends those that are due.
 */
export class ClassedArrivals implements ArrivalProcess {
  readonly name: string;
  readonly durationMs: number;
  readonly expectedCount: number;
  readonly #arrivals: ArrivalProcess;
  readonly #seed: number;
  /** Up to and with each class, of 1. */
  readonly #shares: readonly number[];
  readonly #lengths: readonly RequestLengths[];

  /**
   * @param seed a whole number from 0 to 2^32 − 1
   * @throws RangeError when there is no class or are too many, or one has a weight that is not positive
   */
  constructor(arrivals: ArrivalProcess, classes: readonly ArrivalClass[], seed: number) {
    if (classes.length === 0 || classes.length > mostClasses) {
      throw new RangeError(`classes has ${classes.length} entries; give 1 to ${mostClasses}`);
    }
    this.name = arrivals.name;
    this.durationMs = arrivals.durationMs;
    this.expectedCount = arrivals.expectedCount;
    this.#arrivals = arrivals;
    this.#seed = seed;
    let sum = 0;
    const sums = classes.map(({ weight }, index) => {
      if (!(weight > 0 && Number.isFinite(weight))) {
        throw new RangeError(`classes[${index}].weight is ${weight}; give a positive number`);
      }
      sum += weight;
      return sum;
    });
    this.#shares = sums.map((upTo) => upTo / sum);
    this.#lengths = classes.map(({ promptTokens, outputTokens }, index) => ({
      promptTokens,
      outputTokens,
      trafficClass: index + 1,
    }));
  }

  begin(): ArrivalStream {
    return this.#arrivals.begin();
  }

  /** One object a class, made once: asking costs a schedule no garbage. */
  lengthsOf(index: number): RequestLengths {
    const drawn = hashedUniform(this.#seed, index);
    const found = this.#shares.findIndex((upTo) => drawn < upTo);
    // The last share is 1, or one rounding below it.
    return this.#lengths[found < 0 ? this.#lengths.length - 1 : found] ?? {};
  }
}

const TWO_TO_MINUS_53 = 2 ** -53;

/** The last mixing of MurmurHash3 (A. Appleby, public domain): each bit of the input changes half of those of the result. */
function mixed(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/** Rounds 32 bits of seed and index into one word that depends on all of them; `salt` makes independent words of the same. */
function word(seed: number, index: number, salt: number): number {
  const high = Math.floor(index / 2 ** 32);
  return mixed(mixed(mixed(mixed(seed ^ salt) ^ index) ^ high) ^ Math.imul(salt, 0x9e3779b1)) >>> 0;
}

/**
 * A number uniform on [0, 1), all 53 bits of a double, that belongs to an index and needs none of those before it: whoever
 * looks at only some requests of a schedule finds the same ones as whoever looks at all.
 *
 * @param seed a whole number from 0 to 2^32 − 1
 * @param index a whole number from 0 to 2^53 − 1
 * @param salt a small whole number from 0: which of several independent numbers of the same index is meant
 */
export function hashedUniform(seed: number, index: number, salt = 0): number {
  const high = word(seed, index, 2 * salt + 1) >>> 5;
  const low = word(seed, index, 2 * salt + 2) >>> 6;
  return (high * 2 ** 26 + low) * TWO_TO_MINUS_53;
}
