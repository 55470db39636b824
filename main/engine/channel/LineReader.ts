/**
 * Cuts a stream of text into lines. A line longer than the limit is not kept: its end is waited for, and `tooLong` is
 * called once in its place.
 */
export class LineReader {
  readonly #maximumLength: number;
  readonly #onLine: (line: string) => void;
  readonly #onTooLong: () => void;
  #pieces: string[] = [];
  #length = 0;

  constructor(maximumLength: number, onLine: (line: string) => void, onTooLong: () => void) {
    this.#maximumLength = maximumLength;
    this.#onLine = onLine;
    this.#onTooLong = onTooLong;
  }

  push(text: string): void {
    let start = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      this.#keep(text.slice(start, end));
      this.#finishLine();
      start = end + 1;
    }
    this.#keep(text.slice(start));
  }

  #keep(piece: string): void {
    this.#length += piece.length;
    if (this.#length > this.#maximumLength) this.#pieces = [];
    else if (piece !== '') this.#pieces.push(piece);
  }

  #finishLine(): void {
    const line = this.#pieces.join('');
    const tooLong = this.#length > this.#maximumLength;
    this.#pieces = [];
    this.#length = 0;
    if (tooLong) this.#onTooLong();
    else if (line.trim() !== '') this.#onLine(line);
  }
}
