import type { HttpReply } from './HttpReply.ts';

export interface HttpRequest {
  method: 'GET' | 'POST';
  path: string;
  headers: Record<string, string>;
  body?: Buffer;
}

/** A request on its way, with the bytes that went over the wire for it. */
export class HttpExchange {
  readonly bytes: Buffer;
  readonly reply: HttpReply;
  #isWritten = false;
  #sentBytes = 0;
  #receivedBytes = 0;
  #mayGoAgain = false;

  constructor(bytes: Buffer, reply: HttpReply) {
    this.bytes = bytes;
    this.reply = reply;
  }

  /** Whether it was written to a connection now; it is not while one is being made. */
  get isWritten(): boolean {
    return this.#isWritten;
  }

  /** It went out on a kept connection, and not a byte has come back. */
  get mayGoAgain(): boolean {
    return this.#mayGoAgain;
  }

  written(isReused: boolean): void {
    this.#isWritten = true;
    this.#mayGoAgain = isReused;
    this.#sentBytes += this.bytes.length;
  }

  /** Its connection died: it is to be written to a fresh one, and has no further chance where that cannot be made. */
  goesAgain(): void {
    this.#isWritten = false;
    this.#mayGoAgain = false;
  }

  received(bytes: number): void {
    this.#mayGoAgain = false;
    this.#receivedBytes += bytes;
  }

  /** Tells what has gone over the wire since the last word of it. */
  tellBytes(): void {
    if (this.#sentBytes === 0 && this.#receivedBytes === 0) return;
    this.reply.onBytes(this.#sentBytes, this.#receivedBytes);
    this.#sentBytes = 0;
    this.#receivedBytes = 0;
  }
}
