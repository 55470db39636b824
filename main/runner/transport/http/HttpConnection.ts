import type { Socket } from 'node:net';
import { buildConnector, Client, type Dispatcher } from 'undici';
import { afterOneTurn } from './afterOneTurn.ts';
import { HttpExchange, type HttpRequest } from './HttpExchange.ts';
import type { HttpReply } from './HttpReply.ts';
import type { ServerHabits } from './ServerHabits.ts';
import { UnaskedReplyError } from './UnaskedReplyError.ts';

/** How long a connection that was made ahead must be silent, milliseconds, before the server is believed to wait to be asked. */
const quietMs = 50;
/** An idle connection is kept this long unless the server names a shorter time in its `Keep-Alive`. */
const keepAliveMs = 60_000;

export interface HttpConnectionOptions {
  /** Scheme, host and port. */
  origin: string;
  habits: ServerHabits;
  /** The server sent something when no request was in flight; the connection is gone. */
  onUnasked(): void;
}

/**
 * One kept HTTP/1.1 connection with one request at a time on it, so that the bytes its socket counts are those of the
 * request. Time-outs are the caller's, who cancels. A request is sent again only when it went out on a kept connection
 * that died before any byte of the reply: servers close kept connections unannounced. To make that rare, a request that
 * follows a reply at once waits one turn of the event loop, in which the end of the connection would come.
 */
export class HttpConnection {
  readonly #options: HttpConnectionOptions;
  readonly #connect = buildConnector({ timeout: 0, allowH2: false });
  #client: Client | undefined;
  #socket: Socket | undefined;
  /** Connected ahead and not handed to the client yet. */
  #spare: Socket | undefined;
  /** Replies that came on the socket so far. */
  #replies = 0;
  /** Whether the socket was waiting, after a reply or since it was connected ahead. */
  #isReused = false;
  #isSettling = false;
  #current: HttpExchange | undefined;

  constructor(options: HttpConnectionOptions) {
    this.#options = options;
  }

  /** Connects ahead of the first request. Rejects with the system's error, or when the server speaks first. */
  warm(): Promise<void> {
    const { protocol, hostname, host, port } = new URL(this.#options.origin);
    return new Promise((resolve, reject) => {
      this.#connect({ protocol, hostname: withoutBrackets(hostname), host, port }, (error, socket) => {
        if (error !== null) return reject(error);
        // Without a listener a reset while it waits would end the process; the first request on it finds out.
        socket.on('error', () => undefined);
        this.#spare = socket;
        setTimeout(() => {
          if (socket.bytesRead === 0) resolve();
          else reject(new UnaskedReplyError(socket.bytesRead));
        }, quietMs);
      });
    });
  }

  /** Sends a request; the connection must be free. */
  send(request: HttpRequest, reply: HttpReply): void {
    if (this.#current !== undefined) throw new Error('a request is in flight on this connection already');
    this.#current = new HttpExchange(request, reply);
    if (!this.#isSettling) this.#dispatch(this.#current);
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
    this.#spare?.destroy();
    this.#spare = undefined;
    const client = this.#client;
    this.#client = undefined;
    // It only rejects when it was destroyed before.
    client?.destroy().catch(() => undefined);
  }

  #dispatch(exchange: HttpExchange): void {
    this.#client ??= this.#newClient();
    const { method, path, headers, body } = exchange.request;
    const isOver = (): boolean => this.#current !== exchange;
    let isDispatching = true;
    const fail = (error: Error): void => {
      if (isOver()) return;
      exchange.tellBytes();
      // With its client, which undici leaves stuck when a certificate does not fit.
      this.close();
      exchange.reply.onFailure(error);
    };
    const handler: Dispatcher.DispatchHandler = {
      onRequestStart: (controller) => {
        if (isOver()) {
          controller.abort(new Error('cancelled'));
          return;
        }
        exchange.begin(this.#socket, this.#isReused);
        this.#isReused = true;
      },
      onResponseStart: (_, status, replyHeaders) => {
        if (isOver()) return;
        const contentType = replyHeaders['content-type'];
        exchange.reply.onStatus(status, typeof contentType === 'string' ? contentType : '');
      },
      onResponseData: (_, piece) => {
        if (!isOver()) exchange.reply.onBody(piece);
      },
      onResponseEnd: () => {
        if (isOver()) return;
        exchange.tellBytes();
        this.#current = undefined;
        this.#settle();
        exchange.reply.onEnd();
      },
      onResponseError: (_, error) => {
        if (isOver()) return;
        if (exchange.mayGoAgain) {
          exchange.tellBytes();
          exchange.reply.onReconnect();
          this.#dispatch(exchange);
        } else if (isDispatching) {
          setImmediate(fail, error);
        } else {
          fail(error);
        }
      },
    };
    this.#client.dispatch({ method, path, headers, body: body ?? null }, handler);
    isDispatching = false;
  }

  /** After a reply: leaves time for the end of the connection to come, unless the server is known to end it. */
  #settle(): void {
    const socket = this.#socket;
    this.#replies += 1;
    if (this.#options.habits.closesAfterReply) {
      socket?.destroy();
      return;
    }
    this.#isSettling = true;
    afterOneTurn(() => {
      // Given up meanwhile, or a later reply on another socket settles now.
      if (!this.#isSettling || socket !== this.#socket) return;
      this.#isSettling = false;
      if (socket?.destroyed === true && this.#replies === 1) this.#options.habits.closesAfterReply = true;
      if (this.#current !== undefined) this.#dispatch(this.#current);
    });
  }

  #newClient(): Client {
    const client = new Client(this.#options.origin, {
      pipelining: 1,
      bodyTimeout: 0,
      headersTimeout: 0,
      keepAliveTimeout: keepAliveMs,
      connect: (options: buildConnector.Options, callback: buildConnector.Callback) => {
        const spare = this.#spare;
        this.#spare = undefined;
        if (spare !== undefined && !spare.destroyed) {
          // Not at once: undici ignores a connection that comes while it is still asking for one, and never sends.
          queueMicrotask(() => this.#hand(spare, true, callback));
        } else {
          this.#connect(options, (...[error, socket]) => {
            if (error !== null) return callback(error, null);
            this.#hand(socket, false, callback);
          });
        }
      },
    });
    client.on('disconnect', (_origin, _targets, error) => {
      // undici's word for bytes that came when no request was running.
      if (error.message === 'bad response') this.#options.onUnasked();
    });
    return client;
  }

  /** Gives a socket to undici, unless the server has said something that nobody asked for. */
  #hand(socket: Socket, isReused: boolean, callback: buildConnector.Callback): void {
    if (socket.bytesRead > 0) {
      socket.destroy();
      callback(new UnaskedReplyError(socket.bytesRead), null);
      return;
    }
    this.#socket = socket;
    this.#isReused = isReused;
    this.#replies = 0;
    callback(null, socket);
  }
}

/** A URL writes an IPv6 address in brackets, which no resolver knows. */
function withoutBrackets(hostname: string): string {
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
}
