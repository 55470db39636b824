import { elementAt } from '../../statistics/arrays.ts';

/** Gathers the requests of a recording in typed arrays that grow by doubling, and brings them into order. */
export class TraceColumns {
  #timesMs = new Float64Array(1024);
  #promptTokens = new Uint32Array(1024);
  #outputTokens = new Uint32Array(1024);
  #count = 0;
  #disordered = 0;

  get count(): number {
    return this.#count;
  }

  add(timeMs: number, promptTokens: number, outputTokens: number): void {
    if (this.#count === this.#timesMs.length) this.#grow();
    if (this.#count > 0 && timeMs < elementAt(this.#timesMs, this.#count - 1)) this.#disordered += 1;
    this.#timesMs[this.#count] = timeMs;
    this.#promptTokens[this.#count] = promptTokens;
    this.#outputTokens[this.#count] = outputTokens;
    this.#count += 1;
  }

  /** Their order and their gaps, and from the first of them on; what was out of order is told in a note. */
  toTrace(has: { promptTokens: boolean; outputTokens: boolean }, notes: readonly string[]): Trace {
    const order = this.#order();
    const count = this.#count;
    const place = (index: number): number => (order === undefined ? index : elementAt(order, index));
    const firstMs = elementAt(this.#timesMs, place(0));
    const instantsMs = new Float64Array(count);
    const promptTokens = new Uint32Array(has.promptTokens ? count : 0);
    const outputTokens = new Uint32Array(has.outputTokens ? count : 0);
    for (let index = 0; index < count; index += 1) {
      const from = place(index);
      instantsMs[index] = elementAt(this.#timesMs, from) - firstMs;
      if (has.promptTokens) promptTokens[index] = elementAt(this.#promptTokens, from);
      if (has.outputTokens) outputTokens[index] = elementAt(this.#outputTokens, from);
    }
    const disorder =
      order === undefined
        ? []
        : [`${this.#disordered} of ${count} requests came earlier than the one before them: all were sorted by time.`];
    return {
      count,
      instantsMs,
      ...(has.promptTokens ? { promptTokens } : {}),
      ...(has.outputTokens ? { outputTokens } : {}),
      notes: [...notes, ...disorder],
    };
  }

  /** Where each request by time stands; requests of the same instant stay as they came. Undefined when all is in order. */
  #order(): Uint32Array | undefined {
    if (this.#disordered === 0) return undefined;
    const times = this.#timesMs;
    return Uint32Array.from({ length: this.#count }, (_, index) => index).sort(
      (a, b) => elementAt(times, a) - elementAt(times, b) || a - b,
    );
  }

  #grow(): void {
    const size = 2 * this.#timesMs.length;
    const larger = <Column extends Float64Array | Uint32Array>(column: Column, empty: Column): Column => {
      empty.set(column);
      return empty;
    };
    this.#timesMs = larger(this.#timesMs, new Float64Array(size));
    this.#promptTokens = larger(this.#promptTokens, new Uint32Array(size));
    this.#outputTokens = larger(this.#outputTokens, new Uint32Array(size));
  }
}

/**
 * Recorded requests of real traffic, in the order of their arrival, as columns of the same length. Of a million of them
 * 16 MB are kept.
 */
export interface Trace {
  readonly count: number;
  /** Milliseconds since the first arrival, ascending; equal ones are possible. */
  readonly instantsMs: Float64Array;
  /** Absent where the recording has no such lengths. */
  readonly promptTokens?: Uint32Array;
  readonly outputTokens?: Uint32Array;
  /** What was done to the recording or assumed about it, each a sentence for who uses it. */
  readonly notes: readonly string[];
}
