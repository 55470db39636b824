/**
 * Numbers for requests in flight, 0 to one below the limit. The number that came back last goes out first: as few as
 * possible are in use, and so as few connections.
 */
export class FreePlaces {
  readonly #limit: number;
  readonly #free: number[] = [];
  #used = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Undefined when all are out. */
  take(): number | undefined {
    const place = this.#free.pop();
    if (place !== undefined) return place;
    if (this.#used >= this.#limit) return undefined;
    this.#used += 1;
    return this.#used - 1;
  }

  free(place: number): void {
    this.#free.push(place);
  }
}
