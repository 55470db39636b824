import { sampleAt } from '../statistics/sampleAt.ts';
import type { ArrivalProcess, ArrivalStream } from './ArrivalProcess.ts';

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
