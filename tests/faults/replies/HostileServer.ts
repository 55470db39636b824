import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { RequestReader } from '../../fixtures/servers/RequestReader.ts';

export interface HostileManners {
  /** What is done with the request of this number, counted from 0 over all connections. */
  onRequest(socket: Socket, index: number): void;
  /** What is done with a connection as soon as it is there; `index` counts them from 0. */
  onConnection?(socket: Socket, index: number): void;
}

/** A server of raw bytes, in this process: each test says what it writes. Its own books are what the client is held against. */
export class HostileServer {
  requests = 0;
  connections = 0;
  /** Connections that are there now. */
  readonly sockets = new Set<Socket>();
  readonly #server;

  private constructor(manners: HostileManners) {
    this.#server = createServer((socket) => {
      const reader = new RequestReader();
      this.sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => this.sockets.delete(socket));
      socket.on('data', (piece) => {
        for (const _ of reader.push(piece)) manners.onRequest(socket, this.requests++);
      });
      this.connections += 1;
      manners.onConnection?.(socket, this.connections - 1);
    });
  }

  static async start(manners: HostileManners): Promise<HostileServer> {
    const server = new HostileServer(manners);
    server.#server.listen(0, '127.0.0.1');
    await once(server.#server, 'listening');
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    for (const socket of this.sockets) socket.destroy();
    this.#server.close();
    await closed;
  }
}

export const streamHead = 'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n';

export function event(data: object | string): string {
  return `data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;
}

/** Each text is a chunk of a body. */
export function chunks(...texts: string[]): string {
  return texts.map((text) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`).join('');
}

export const lastChunk = '0\r\n\r\n';

/** An event with a piece of the output. */
export function piece(content: string, finish: string | null = null): string {
  return event({ choices: [{ index: 0, delta: { content }, finish_reason: finish }] });
}

/** A good stream of four tokens, with usage. */
export const goodStream =
  streamHead +
  chunks(
    piece(' one'),
    piece(' two'),
    piece(' three'),
    piece(' four', 'length'),
    event({ choices: [], usage: { prompt_tokens: 10, completion_tokens: 4 } }),
    event('[DONE]'),
  ) +
  lastChunk;
