const nothing = Buffer.alloc(0);
/** Room that is made at least when bytes are joined. */
const leastRoomBytes = 1024;

/** Memory that several take their shares of. */
export class MemoryBudget {
  readonly #limitBytes: number;
  #takenBytes = 0;

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  get takenBytes(): number {
    return this.#takenBytes;
  }

  get isExceeded(): boolean {
    return this.#takenBytes > this.#limitBytes;
  }

  /** @param bytes negative to give back. */
  take(bytes: number): void {
    this.#takenBytes += bytes;
  }
}

/**
 * Bytes that come in pieces and go from the front. What is kept is one buffer of at most about twice their length: a
 * buffer for each piece would be hundreds of bytes for each byte of a client that sends them one by one.
 */
export class GatheredBytes {
  readonly #budget: MemoryBudget;
  #buffer: Buffer = nothing;
  #start = 0;
  #end = 0;
  /** There may be room behind the end: the buffer was made here, and not handed in. */
  #isOwn = false;

  constructor(budget: MemoryBudget) {
    this.#budget = budget;
  }

  get length(): number {
    return this.#end - this.#start;
  }

  /** Where some bytes begin, from the front; -1 where they are not. */
  indexOf(wanted: Buffer): number {
    const at = this.#buffer.indexOf(wanted, this.#start);
    // Behind the end there is room, with whatever was in it.
    return at < 0 || at + wanted.length > this.#end ? -1 : at - this.#start;
  }

  /** The bytes of a stretch, from the front, as text. */
  text(encoding: 'latin1' | 'utf8', from: number, to: number): string {
    return this.#buffer.toString(encoding, this.#start + from, Math.min(this.#start + to, this.#end));
  }

  /** Keeps a piece, which must not be changed afterwards. @returns whether that is within the budget. */
  push(piece: Buffer): boolean {
    if (this.#start === this.#end) {
      this.#replace(piece, piece.length, false);
      return !this.#budget.isExceeded;
    }
    if (!this.#isOwn || this.#end + piece.length > this.#buffer.length) {
      const length = this.length;
      const roomier = Buffer.allocUnsafeSlow(Math.max(leastRoomBytes, 2 * (length + piece.length)));
      this.#buffer.copy(roomier, 0, this.#start, this.#end);
      this.#replace(roomier, length, true);
    }
    piece.copy(this.#buffer, this.#end);
    this.#end += piece.length;
    return !this.#budget.isExceeded;
  }

  /** Lets go of so many bytes at the front. */
  drop(bytes: number): void {
    this.#start += bytes;
    if (this.#start === this.#end) this.clear();
  }

  clear(): void {
    this.#replace(nothing, 0, false);
  }

  #replace(buffer: Buffer, length: number, isOwn: boolean): void {
    this.#budget.take(buffer.length - this.#buffer.length);
    this.#buffer = buffer;
    this.#start = 0;
    this.#end = length;
    this.#isOwn = isOwn;
  }
}
