import { sampleAt } from '../statistics/arrays.ts';

/**
 * When requests are to be sent: absolute instants, decided before anything is sent and independent of what comes back.
 * A process is a description; every {@link ArrivalStream} that it begins gives the same instants again.
 */
export interface ArrivalProcess {
  /** As results and reports name it, such as `poisson` or `gamma:2`. */
  readonly name: string;
  /** When the schedule ends, in milliseconds from its start; Infinity when it goes on as long as it is asked. */
  readonly durationMs: number;
  /** Arrivals to expect over its duration; exact for constant arrivals and traces, the mean for random ones. */
  readonly expectedCount: number;
  /** Starts reading from the first arrival. */
  begin(): ArrivalStream;
  /**
   * What the request of an arrival (counted from 0) is to be like, where the schedule says it: a recording does. A length
   * that is absent, or of a process without this, is that of the step.
   */
  lengthsOf?(index: number): RequestLengths;
}

/** Tokens of one request. */
export interface RequestLengths {
  readonly promptTokens?: number;
  readonly outputTokens?: number;
  /** Index + 1 into the traffic classes of the step; absent without classes. */
  readonly trafficClass?: number;
}

/** Reads a schedule from its beginning, a chunk at a time: a million arrivals need one small array and no objects. */
export interface ArrivalStream {
  /**
   * Fills the array from its beginning with the next instants: milliseconds from the start, ascending (equal ones are
   * possible), below the duration.
   *
   * @returns how many were written; fewer than the array holds only when the schedule has ended
   */
  fill(instantsMs: Float64Array): number;
}

/** Instants fetched at once: few enough to cost no noticeable pause, enough that fetching is rare. */
const CHUNK = 256;

/** Reads a schedule one arrival at a time, as a loop needs it: look at the next instant, take it when it is due. */
export class ArrivalCursor {
  readonly #stream: ArrivalStream;
  readonly #chunk = new Float64Array(CHUNK);
  #filled = 0;
  #position = 0;
  #taken = 0;

  constructor(process: ArrivalProcess) {
    this.#stream = process.begin();
    this.#refill();
  }

  /** How many arrivals were taken, which is also the index of the next one. */
  get index(): number {
    return this.#taken;
  }

  /** The next arrival in milliseconds from the start of the schedule; Infinity when there is none. */
  get nextMs(): number {
    return this.#position < this.#filled ? sampleAt(this.#chunk, this.#position) : Number.POSITIVE_INFINITY;
  }

  /** Goes on to the arrival after the next. Throws a RangeError when there is none left. */
  take(): void {
    if (this.#position >= this.#filled) throw new RangeError(`the schedule ended after ${this.#taken} arrivals`);
    this.#taken += 1;
    this.#position += 1;
    if (this.#position === this.#filled) this.#refill();
  }

  #refill(): void {
    this.#filled = this.#stream.fill(this.#chunk);
    this.#position = 0;
  }
}
