const none = -1;

/**
 * The gaps between content events of requests in flight. They come interleaved and must leave in one piece for each
 * request, so each request has a linked list in one pool of preallocated, growing arrays; a finished list goes back to the
 * pool.
 */
export class GapLists {
  #gapMs = new Float32Array(1024);
  #next = new Int32Array(1024);
  #used = 0;
  #free = none;
  /** By request: first and last gap of its list. */
  #head = new Int32Array(64).fill(none);
  #tail = new Int32Array(64).fill(none);

  append(request: number, gapMs: number): void {
    const node = this.#allocate();
    this.#gapMs[node] = gapMs;
    this.#next[node] = none;
    if (request >= this.#head.length) this.#reserveRequest(request);
    const tail = this.#tail[request] ?? none;
    if (tail === none) this.#head[request] = node;
    else this.#next[tail] = node;
    this.#tail[request] = node;
  }

  /** Copies the gaps of a request, in order, to `to` from index `at` on, and forgets them. */
  moveTo(request: number, to: Float32Array, at: number): void {
    let index = at;
    for (let node = this.#head[request] ?? none; node !== none; node = this.#next[node] ?? none) {
      to[index] = this.#gapMs[node] ?? 0;
      index += 1;
    }
    this.drop(request);
  }

  /** Forgets the gaps of a request. */
  drop(request: number): void {
    const head = this.#head[request] ?? none;
    if (head === none) return;
    this.#next[this.#tail[request] ?? none] = this.#free;
    this.#free = head;
    this.#head[request] = none;
    this.#tail[request] = none;
  }

  #allocate(): number {
    if (this.#free !== none) {
      const node = this.#free;
      this.#free = this.#next[node] ?? none;
      return node;
    }
    if (this.#used === this.#gapMs.length) {
      const gapMs = new Float32Array(this.#used * 2);
      gapMs.set(this.#gapMs);
      const next = new Int32Array(this.#used * 2);
      next.set(this.#next);
      this.#gapMs = gapMs;
      this.#next = next;
    }
    this.#used += 1;
    return this.#used - 1;
  }

  #reserveRequest(request: number): void {
    const capacity = Math.max(request + 1, this.#head.length * 2);
    const head = new Int32Array(capacity).fill(none);
    head.set(this.#head);
    const tail = new Int32Array(capacity).fill(none);
    tail.set(this.#tail);
    this.#head = head;
    this.#tail = tail;
  }
}
