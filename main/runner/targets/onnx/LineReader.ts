const lineFeed = 0x0a;

/**
 * Cuts a byte stream into lines, wherever its pieces happen to be split: within a line, or within a character. The part
 * of a line that has come is kept until the rest does, up to a limit.
 */
export class LineReader {
  readonly #maximumLineBytes: number;
  readonly #onLine: (line: string, bytes: number) => void;
  #parts: Buffer[] = [];
  #partBytes = 0;

  /** @param onLine gets each line without its line feed, and its length on the wire with it. */
  constructor(maximumLineBytes: number, onLine: (line: string, bytes: number) => void) {
    this.#maximumLineBytes = maximumLineBytes;
    this.#onLine = onLine;
  }

  /** @throws RangeError when a line exceeds the limit; the stream is of no use after that. */
  push(piece: Buffer): void {
    let start = 0;
    for (let end = piece.indexOf(lineFeed); end !== -1; end = piece.indexOf(lineFeed, start)) {
      const bytes = this.#partBytes + end - start;
      this.#checkLength(bytes);
      const rest = piece.subarray(start, end);
      const line = this.#parts.length === 0 ? rest : Buffer.concat([...this.#parts, rest]);
      this.#parts = [];
      this.#partBytes = 0;
      start = end + 1;
      this.#onLine(line.toString('utf8'), bytes + 1);
    }
    if (start === piece.length) return;
    this.#checkLength(this.#partBytes + piece.length - start);
    // A copy: a short part must not hold on to the whole of what was read with it.
    this.#parts.push(Buffer.from(piece.subarray(start)));
    this.#partBytes += piece.length - start;
  }

  #checkLength(bytes: number): void {
    if (bytes > this.#maximumLineBytes) {
      throw new RangeError(`a line of more than ${this.#maximumLineBytes} bytes; lines must be shorter`);
    }
  }
}
