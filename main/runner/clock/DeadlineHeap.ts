const noPosition = -1;

/**
 * Which request is due next: a binary heap of request numbers by their deadline, those of the same deadline in the order
 * they were put in. Preallocated and growing, no garbage; a request is taken out in logarithmic time.
 */
export class DeadlineHeap {
  #size = 0;
  #order = 0;
  /** Requests as a heap. */
  #heap = new Int32Array(64);
  /** By request: where it stands in the heap, when it is due, and when it was put in. */
  #position = new Int32Array(64).fill(noPosition);
  #dueMs = new Float64Array(64);
  #putIn = new Float64Array(64);

  /** Deadline of the next request, +∞ when there is none. */
  get nextDueMs(): number {
    return this.#size === 0 ? Number.POSITIVE_INFINITY : (this.#dueMs[this.#at(0)] ?? Number.POSITIVE_INFINITY);
  }

  /** Puts a request in, or moves it when it is in already. */
  put(request: number, dueMs: number): void {
    this.remove(request);
    this.#reserve(request);
    this.#dueMs[request] = dueMs;
    this.#putIn[request] = this.#order;
    this.#order += 1;
    this.#place(this.#size, request);
    this.#size += 1;
    this.#rise(this.#size - 1);
  }

  /** Takes out the next request. Throws when there is none. */
  take(): number {
    if (this.#size === 0) throw new Error('no deadline is left to take');
    const request = this.#at(0);
    this.remove(request);
    return request;
  }

  remove(request: number): void {
    const position = this.#position[request] ?? noPosition;
    if (position === noPosition) return;
    this.#position[request] = noPosition;
    this.#size -= 1;
    if (position === this.#size) return;
    this.#place(position, this.#at(this.#size));
    this.#rise(position);
    this.#sink(position);
  }

  clear(): void {
    for (let position = 0; position < this.#size; position += 1) this.#position[this.#at(position)] = noPosition;
    this.#size = 0;
  }

  #at(position: number): number {
    return this.#heap[position] ?? noPosition;
  }

  #place(position: number, request: number): void {
    this.#heap[position] = request;
    this.#position[request] = position;
  }

  #isBefore(a: number, b: number): boolean {
    const dueA = this.#dueMs[a] ?? 0;
    const dueB = this.#dueMs[b] ?? 0;
    return dueA < dueB || (dueA === dueB && (this.#putIn[a] ?? 0) < (this.#putIn[b] ?? 0));
  }

  #rise(from: number): void {
    let position = from;
    const request = this.#at(position);
    while (position > 0) {
      const parent = (position - 1) >> 1;
      if (!this.#isBefore(request, this.#at(parent))) break;
      this.#place(position, this.#at(parent));
      position = parent;
    }
    this.#place(position, request);
  }

  #sink(from: number): void {
    let position = from;
    const request = this.#at(position);
    for (;;) {
      let child = 2 * position + 1;
      if (child >= this.#size) break;
      if (child + 1 < this.#size && this.#isBefore(this.#at(child + 1), this.#at(child))) child += 1;
      if (!this.#isBefore(this.#at(child), request)) break;
      this.#place(position, this.#at(child));
      position = child;
    }
    this.#place(position, request);
  }

  #reserve(request: number): void {
    let capacity = this.#position.length;
    if (request < capacity) return;
    while (capacity <= request) capacity *= 2;
    const position = new Int32Array(capacity).fill(noPosition);
    position.set(this.#position);
    const heap = new Int32Array(capacity);
    heap.set(this.#heap);
    const dueMs = new Float64Array(capacity);
    dueMs.set(this.#dueMs);
    const putIn = new Float64Array(capacity);
    putIn.set(this.#putIn);
    this.#position = position;
    this.#heap = heap;
    this.#dueMs = dueMs;
    this.#putIn = putIn;
  }
}
