const none = -1;

/**
 * First come, first served, by request number: a linked list in growing arrays, so that waiting costs no garbage and
 * leaving from the middle no search.
 */
export class RequestQueue {
  #next = new Int32Array(64).fill(none);
  #previous = new Int32Array(64).fill(none);
  #isWaiting = new Uint8Array(64);
  #first = none;
  #last = none;

  push(request: number): void {
    if (request >= this.#next.length) this.#reserve(request + 1);
    if (this.#isWaiting[request] === 1) throw new Error(`request ${request} waits already`);
    this.#isWaiting[request] = 1;
    this.#next[request] = none;
    this.#previous[request] = this.#last;
    if (this.#last === none) this.#first = request;
    else this.#next[this.#last] = request;
    this.#last = request;
  }

  /** The request that waited longest, or undefined. */
  shift(): number | undefined {
    if (this.#first === none) return undefined;
    const request = this.#first;
    this.remove(request);
    return request;
  }

  /** Does nothing when the request does not wait. */
  remove(request: number): void {
    if (this.#isWaiting[request] !== 1) return;
    this.#isWaiting[request] = 0;
    const next = this.#next[request] ?? none;
    const previous = this.#previous[request] ?? none;
    if (next === none) this.#last = previous;
    else this.#previous[next] = previous;
    if (previous === none) this.#first = next;
    else this.#next[previous] = next;
  }

  clear(): void {
    this.#isWaiting.fill(0);
    this.#first = none;
    this.#last = none;
  }

  #reserve(requests: number): void {
    const capacity = Math.max(requests, this.#next.length * 2);
    const next = new Int32Array(capacity).fill(none);
    next.set(this.#next);
    const previous = new Int32Array(capacity).fill(none);
    previous.set(this.#previous);
    const isWaiting = new Uint8Array(capacity);
    isWaiting.set(this.#isWaiting);
    this.#next = next;
    this.#previous = previous;
    this.#isWaiting = isWaiting;
  }
}
