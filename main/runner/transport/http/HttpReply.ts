/** What a connection tells of the one request on it. After `onEnd` or `onFailure` nothing more is told. */
export interface HttpReply {
  /** The head of the reply has come. `contentType` as the server wrote it, empty when it wrote none. */
  onStatus(status: number, contentType: string): void;
  /** A piece of the body was read just now. */
  onBody(piece: Buffer): void;
  /** The reply is complete, as HTTP tells its end. */
  onEnd(): void;
  /** No reply, or no whole one: what the system said, or what was wrong with it. Told on a later turn than the send. */
  onFailure(error: Error): void;
  /** A kept connection died without a byte of the reply: the request is sent again on a fresh one. */
  onReconnect(): void;
  /** Bytes written and read for this request since the last word of them, heads included; inside TLS on https. */
  onBytes(sentBytes: number, receivedBytes: number): void;
}

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

  /** Since the last word of them. */
  get receivedBytes(): number {
    return this.#receivedBytes;
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
