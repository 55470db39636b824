const leastBytes = 256;
const nothing = Buffer.alloc(0);

/**
 * Bytes that come in pieces and are kept in one: a list of the pieces would need many times the memory where a peer sends
 * each byte by itself. Room is made when there is something to keep, doubling, and stays until the object goes.
 */
export class KeptBytes {
  #room: Buffer = nothing;
  #length = 0;

  /** How many are kept. */
  get length(): number {
    return this.#length;
  }

  /** Those that are kept, without a copy: good until the next call. */
  get bytes(): Buffer {
    return this.#room.subarray(0, this.#length);
  }

  /** Keeps a piece, or the part of it from `start` to before `end`. */
  append(piece: Buffer, start = 0, end = piece.length): void {
    const needed = this.#length + end - start;
    if (needed > this.#room.length) {
      // What is in it beforehand is never told: `bytes` ends where what was kept does.
      const larger = Buffer.allocUnsafe(Math.max(needed, this.#room.length * 2, leastBytes));
      this.#room.copy(larger, 0, 0, this.#length);
      this.#room = larger;
    }
    piece.copy(this.#room, this.#length, start, end);
    this.#length = needed;
  }

  /** Begins anew in the same room. */
  clear(): void {
    this.#length = 0;
  }
}
