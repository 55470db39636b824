import type { Socket } from 'node:net';
import { HttpExchange, type HttpReply, type HttpRequest } from './HttpReply.ts';
import { HttpError, UnaskedReplyError } from './httpFailure.ts';
import { afterOneTurn, openSocket, type ServerHabits } from './openSocket.ts';
import { ReplyParser } from './ReplyParser.ts';
import { RequestWriter } from './RequestWriter.ts';

/** How long a connection that was made ahead must be silent, milliseconds, before the server is believed to wait to be asked. */
const quietMs = 50;

/** Of one reply with all that is around it, whatever was asked for: a record counts bytes in 32 bits. */
const largestReplyBytes = 2 ** 31;

interface HttpConnectionOptions {
  /** Scheme, host and port. */
  origin: string;
  habits: ServerHabits;
  /** The server sent something when no request was in flight; the connection is gone. */
  onUnasked(): void;
}

/**
 * One kept HTTP/1.1 connection with one request at a time on it. Time-outs are the caller's, who cancels. A request is
 * sent again only when it went out on a kept connection that died before any byte of the reply: servers close kept
 * connections unannounced. To make that rare, a request that follows a reply at once waits one turn of the event loop, in
 * which the end of the connection would come. A connection that is known to have ended while it was idle is used for
 * nothing: the request goes out on a fresh one, for the first time.
 */
export class HttpConnection {
  readonly #options: HttpConnectionOptions;
  readonly #origin: URL;
  readonly #parser: ReplyParser;
  readonly #writer: RequestWriter;
  /** Undefined, being made, or ready. */
  #socket: Socket | undefined;
  #isOpen = false;
  /** Replies that came on the socket so far. */
  #replies = 0;
  /** Whether the socket was waiting, after a reply or since it was connected ahead. */
  #isReused = false;
  #isKept = true;
  /** After a reply, until the event loop has turned. */
  #isSettling = false;
  #current: HttpExchange | undefined;

  constructor(options: HttpConnectionOptions) {
    this.#options = options;
    this.#origin = new URL(options.origin);
    this.#writer = new RequestWriter(this.#origin.host);
    this.#parser = new ReplyParser({
      onHead: ({ status, contentType, isKept }) => {
        this.#isKept = isKept;
        this.#current?.reply.onStatus(status, contentType);
      },
      onBody: (piece) => this.#current?.reply.onBody(piece),
      onEnd: () => this.#onReplyEnd(),
    });
  }

  /**
   * Connects ahead of the first request. Rejects with the system's error, or when the server speaks first; a server that
   * ends the connection meanwhile can be reached all the same, and ends idle ones soon.
   */
  warm(): Promise<void> {
    return new Promise((resolve, reject) => {
      let heardBytes = 0;
      let isConnected = false;
      const socket = openSocket(this.#origin, () => {
        isConnected = true;
        setTimeout(() => {
          if (heardBytes > 0) {
            socket.destroy();
            reject(new UnaskedReplyError(heardBytes));
            return;
          }
          this.#adopt(socket);
          this.#isOpen = true;
          this.#isReused = true;
          resolve();
        }, quietMs);
      });
      socket.on('data', (piece) => {
        heardBytes += piece.length;
      });
      socket.on('error', (error) => {
        if (!isConnected) reject(error);
      });
    });
  }

  /** Sends a request; the connection must be free. */
  send(request: HttpRequest, reply: HttpReply): void {
    if (this.#current !== undefined) throw new Error('a request is in flight on this connection already');
    const exchange = new HttpExchange(this.#writer.bytesOf(request), reply);
    this.#current = exchange;
    if (!this.#isSettling) this.#dispatch(exchange);
  }

  /** Gives up the request in flight and its connection; the next one gets a fresh one. Nothing more is told of it. */
  cancel(): void {
    if (this.#current === undefined) return;
    this.#current.tellBytes();
    this.close();
  }

  close(): void {
    this.#current = undefined;
    this.#isSettling = false;
    this.#drop();
  }

  #drop(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    this.#isOpen = false;
    this.#parser.cancel();
    socket?.destroy();
  }

  #dispatch(exchange: HttpExchange): void {
    if (this.#socket !== undefined && this.#isOpen && hasEnded(this.#socket)) this.#drop();
    if (this.#socket !== undefined && this.#isOpen) {
      this.#write(this.#socket, exchange);
      return;
    }
    const socket = openSocket(this.#origin, () => {
      if (socket !== this.#socket) return;
      this.#isOpen = true;
      if (this.#current !== undefined && !this.#current.isWritten) this.#write(socket, this.#current);
    });
    this.#isReused = false;
    this.#adopt(socket);
  }

  #write(socket: Socket, exchange: HttpExchange): void {
    this.#parser.begin();
    exchange.written(this.#isReused);
    this.#isReused = true;
    socket.write(exchange.bytes);
  }

  #adopt(socket: Socket): void {
    this.#socket = socket;
    this.#isOpen = false;
    this.#replies = 0;
    let failure: Error | undefined;
    socket.removeAllListeners('data');
    socket.on('data', (piece) => {
      if (socket === this.#socket) this.#onData(piece);
    });
    socket.on('error', (error) => {
      failure = error;
    });
    socket.on('end', () => {
      if (socket === this.#socket) this.#onEnd(undefined);
    });
    socket.on('close', () => {
      if (socket === this.#socket) this.#onEnd(failure);
    });
  }

  #onData(piece: Buffer): void {
    const exchange = this.#current;
    if (exchange === undefined || !exchange.isWritten || this.#isSettling) {
      this.#drop();
      this.#options.onUnasked();
      return;
    }
    const socket = this.#socket;
    exchange.received(piece.length);
    if (exchange.receivedBytes > largestReplyBytes) {
      this.#fail(exchange, new HttpError('REPLY_TOO_LARGE', `a reply has more than ${largestReplyBytes} bytes`));
      return;
    }
    let extraBytes: number;
    try {
      extraBytes = this.#parser.push(piece);
    } catch (error) {
      // Whoever hears of a reply may fail, too; that is no fault of this reply, nor of the next one on this connection.
      if (!(error instanceof HttpError)) throw error;
      this.#fail(exchange, error);
      return;
    }
    // Behind the end of a reply, and nothing that was asked for: no reply on this connection could be trusted.
    if (extraBytes > 0 && socket === this.#socket) {
      this.#drop();
      this.#options.onUnasked();
    }
  }

  #onReplyEnd(): void {
    const exchange = this.#current;
    if (exchange === undefined) return;
    exchange.tellBytes();
    this.#current = undefined;
    this.#settle();
    exchange.reply.onEnd();
  }

  /** The peer has ended the connection, or the system has: with an error, or without. */
  #onEnd(failure: Error | undefined): void {
    const exchange = this.#current;
    const isAwaited = exchange?.isWritten === true && !this.#isSettling;
    if (isAwaited && failure === undefined && this.#parser.finish()) return;
    const isConnecting = !this.#isOpen;
    this.#drop();
    if (exchange === undefined || this.#isSettling || (!exchange.isWritten && !isConnecting)) return;
    if (exchange.mayGoAgain) {
      exchange.tellBytes();
      exchange.reply.onReconnect();
      exchange.goesAgain();
      this.#dispatch(exchange);
      return;
    }
    this.#fail(exchange, failure ?? new HttpError('CONNECTION_ENDED', 'the other side ended the connection'));
  }

  #fail(exchange: HttpExchange, error: Error): void {
    exchange.tellBytes();
    this.close();
    exchange.reply.onFailure(error);
  }

  /** After a reply: leaves time for the end of the connection to come, unless it is known to come. */
  #settle(): void {
    const socket = this.#socket;
    this.#replies += 1;
    const isFirst = this.#replies === 1;
    if (!this.#isKept || this.#options.habits.closesAfterReply) {
      this.#drop();
      return;
    }
    this.#isSettling = true;
    afterOneTurn(() => {
      // Given up meanwhile, or a later reply on another socket settles now.
      if (!this.#isSettling || (this.#socket !== undefined && socket !== this.#socket)) return;
      this.#isSettling = false;
      if (this.#socket === undefined && isFirst) this.#options.habits.closesAfterReply = true;
      if (this.#current !== undefined) this.#dispatch(this.#current);
    });
  }
}

/** Also when whoever listened was told before anybody did: of a socket that was made ahead nobody is told again. */
function hasEnded(socket: Socket): boolean {
  return socket.destroyed || socket.readableEnded || !socket.writable;
}
