import type { SaidUsage } from './parseCompletion.ts';

/** What has come of the output of one item of a batch; its hash is the same whatever pieces the text came in. */
export class ItemOutput {
  /** Whether the reply spoke of this item at all. */
  isMentioned = false;
  /** Why its output ended, as the server says; undefined until it has ended. */
  finishReason: string | undefined;
  hasText = false;
  /** Whether there is output beside the text. */
  hasMore = false;
  /** What was said of this item alone. */
  usage: SaidUsage | undefined;
  /** Events of a stream that brought text of it. */
  pieces = 0;
  #high = 0;
  #low = 0;

  constructor() {
    this.reset();
  }

  reset(): void {
    this.isMentioned = false;
    this.finishReason = undefined;
    this.hasText = false;
    this.hasMore = false;
    this.usage = undefined;
    this.pieces = 0;
    this.#high = 0x811c9dc5;
    this.#low = 0x050c5d1f;
  }

  get hasOutput(): boolean {
    return this.hasText || this.hasMore;
  }

  add(text: string): void {
    this.hasText = true;
    for (let index = 0; index < text.length; index += 1) {
      const unit = text.charCodeAt(index);
      this.#high = Math.imul(this.#high ^ unit, 0x01000193);
      this.#low = Math.imul(this.#low ^ (unit + 0x9e37), 0x01000193);
    }
  }

  /** Two FNV-1a hashes of the text, 53 bits together, which fit a double. */
  get hash(): number {
    return (this.#high >>> 0) * 2 ** 21 + (this.#low >>> 11);
  }
}
