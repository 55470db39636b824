import { StringDecoder } from 'node:string_decoder';

/**
 * Makes text of the bytes of tokens as they come: what ends inside a character, or might be the beginning of a stop
 * string, is held back until it is known what it is. The text ends before the first stop string.
 */
export class TextPieces {
  readonly #decoder = new StringDecoder('utf8');
  readonly #stops: readonly string[];
  #held = '';
  #stopped = false;

  /** @param stops none of them empty. */
  constructor(stops: readonly string[]) {
    this.#stops = stops;
  }

  /** Whether a stop string has come: nothing comes after it. */
  get stopped(): boolean {
    return this.#stopped;
  }

  /** The text that may be shown now; often empty. */
  push(bytes: Uint8Array): string {
    return this.#take(this.#decoder.write(Buffer.from(bytes)));
  }

  /** The rest of the text; bytes that form no whole character become U+FFFD. */
  end(): string {
    const piece = this.#take(this.#decoder.end()) + this.#held;
    this.#held = '';
    return piece;
  }

  #take(text: string): string {
    if (this.#stopped) return '';
    const all = this.#held + text;
    const at = Math.min(...this.#stops.map((stop) => all.indexOf(stop)).filter((index) => index >= 0));
    if (Number.isFinite(at)) {
      this.#stopped = true;
      this.#held = '';
      return all.slice(0, at);
    }
    const heldLength = Math.max(0, ...this.#stops.map((stop) => overlap(all, stop)));
    this.#held = all.slice(all.length - heldLength);
    return all.slice(0, all.length - heldLength);
  }
}

/** How much of the end of `text` is a beginning of `stop`. */
function overlap(text: string, stop: string): number {
  for (let length = Math.min(text.length, stop.length - 1); length > 0; length -= 1) {
    if (text.endsWith(stop.slice(0, length))) return length;
  }
  return 0;
}
