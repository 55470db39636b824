/**
 * Counts requests in flight over time by itself, apart from the records: the independent side of Little's law. Its
 * integral over a window equals the sum of the times that the window's requests were in flight, unless records were
 * lost, doubled or written to the wrong phase.
 */
export class InFlightAccount {
  #inFlight = 0;
  #integralMs = 0;
  #sinceMs = 0;

  get inFlight(): number {
    return this.#inFlight;
  }

  /** Time integral so far, request-milliseconds, up to the last request that came or went. */
  get integralMs(): number {
    return this.#integralMs;
  }

  entered(atMs: number): void {
    this.#advance(atMs);
    this.#inFlight += 1;
  }

  left(atMs: number): void {
    this.#advance(atMs);
    this.#inFlight -= 1;
  }

  /** A request leaves that is not to be counted at all: the time it was in flight is taken out again. */
  withdrawn(atMs: number, enteredAtMs: number): void {
    this.left(atMs);
    this.#integralMs -= atMs - enteredAtMs;
  }

  #advance(atMs: number): void {
    this.#integralMs += this.#inFlight * (atMs - this.#sinceMs);
    this.#sinceMs = atMs;
  }
}
