import type { Socket } from 'node:net';
import type { HttpReply } from './HttpReply.ts';

export interface HttpRequest {
  method: 'GET' | 'POST';
  path: string;
  headers: Record<string, string>;
  body?: Buffer;
}

/** A request on its way, with what its socket had counted before it. */
export class HttpExchange {
  readonly request: HttpRequest;
  readonly reply: HttpReply;
  #socket: Socket | undefined;
  #isReused = false;
  #writtenBytes = 0;
  #readBytes = 0;

  constructor(request: HttpRequest, reply: HttpReply) {
    this.request = request;
    this.reply = reply;
  }

  /** It is written now, to this socket. */
  begin(socket: Socket | undefined, isReused: boolean): void {
    this.#socket = socket;
    this.#isReused = isReused;
    this.#writtenBytes = socket?.bytesWritten ?? 0;
    this.#readBytes = socket?.bytesRead ?? 0;
  }

  /** It went out on a kept connection, and not a byte has come back. */
  get mayGoAgain(): boolean {
    return this.#isReused && this.#socket !== undefined && this.#socket.bytesRead === this.#readBytes;
  }

  /** Tells what its socket has counted since it began. Once: until it begins again there is nothing to tell. */
  tellBytes(): void {
    const socket = this.#socket;
    if (socket === undefined) return;
    this.#socket = undefined;
    this.reply.onBytes(socket.bytesWritten - this.#writtenBytes, socket.bytesRead - this.#readBytes);
  }
}
