const lineFeed = 0x0a;

interface LineListener {
  /** A line without its line feed, and its length on the wire with it. */
  onLine(line: string, bytes: number): void;
  /** A line went over the limit: called once, as soon as that is known. The rest of the line is dropped. */
  onTooLong(): void;
}

/**
 * Cuts a byte stream into lines, wherever its pieces happen to be split: within a line, or within a character. The part
 * of a line that has come is kept until the rest does, up to a limit: a peer that never ends a line does not fill memory.
 */
export class LineReader {
  readonly #maximumLineBytes: number;
  readonly #listener: LineListener;
  #parts: Buffer[] = [];
  /** Of the present line so far, dropped parts included. */
  #lineBytes = 0;

  /** @param maximumLineBytes longest line that is given, without its line feed. */
  constructor(maximumLineBytes: number, listener: LineListener) {
    this.#maximumLineBytes = maximumLineBytes;
    this.#listener = listener;
  }

  push(piece: Buffer): void {
    let start = 0;
    for (let end = piece.indexOf(lineFeed); end !== -1; end = piece.indexOf(lineFeed, start)) {
      this.#endLine(piece.subarray(start, end));
      start = end + 1;
    }
    // A copy: a short part must not hold on to the whole of what was read with it.
    if (this.#fits(piece.length - start) && start < piece.length) this.#parts.push(Buffer.from(piece.subarray(start)));
  }

  #endLine(rest: Buffer): void {
    const fits = this.#fits(rest.length);
    const line = this.#parts.length === 0 ? rest : Buffer.concat([...this.#parts, rest]);
    const bytes = this.#lineBytes + 1;
    this.#parts = [];
    this.#lineBytes = 0;
    if (fits) this.#listener.onLine(line.toString('utf8'), bytes);
  }

  /** Whether the present line is within the limit with so many bytes more. */
  #fits(moreBytes: number): boolean {
    const fitted = this.#lineBytes <= this.#maximumLineBytes;
    this.#lineBytes += moreBytes;
    if (this.#lineBytes <= this.#maximumLineBytes) return true;
    this.#parts = [];
    if (fitted) this.#listener.onTooLong();
    return false;
  }
}
