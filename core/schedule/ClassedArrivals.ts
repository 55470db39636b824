import type { ArrivalProcess, ArrivalStream, RequestLengths } from './ArrivalProcess.ts';
import { hashedUniform } from './hashedUniform.ts';

/** A kind of request that is mixed with others. */
export interface ArrivalClass {
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
