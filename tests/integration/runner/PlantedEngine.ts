import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type EngineReply,
  type EngineRequest,
  encodeLine,
  type GenerateRequest,
} from '../../../core/contract/engineChannel.ts';

export interface Connection {
  /** How many of the connection's `generate` requests have come before this one. */
  index: number;
  reply(reply: EngineReply): void;
  /** Writes bytes as they are. */
  write(bytes: string | Buffer): void;
  destroy(): void;
}

/** A peer in the engine's place that answers as a test scripts it, and keeps what it was asked. */
export class PlantedEngine {
  readonly requests: GenerateRequest[] = [];
  readonly cancelledIds: number[] = [];
  receivedBytes = 0;
  sentBytes = 0;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #directory = mkdtempSync(join(tmpdir(), 'planted-engine-'));
  readonly socketPath = join(this.#directory, 'engine.sock');

  private constructor(onGenerate: (request: GenerateRequest, connection: Connection) => void) {
    this.#server = createServer((socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
      // The runner hangs up in the middle of replies when a step is stopped.
      socket.on('error', () => socket.destroy());
      let rest = '';
      let index = 0;
      const write = (bytes: string | Buffer): void => {
        this.sentBytes += Buffer.byteLength(bytes);
        socket.write(bytes);
      };
      socket.on('data', (piece) => {
        this.receivedBytes += piece.length;
        const lines = `${rest}${piece.toString()}`.split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) {
          const request = JSON.parse(line) as EngineRequest;
          if (request.type === 'cancel') {
            this.cancelledIds.push(request.id);
            continue;
          }
          if (request.type === 'run') throw new Error('this planted engine generates only');
          this.requests.push(request);
          const connection = {
            index,
            write,
            reply: (reply: EngineReply) => write(encodeLine(reply)),
            destroy: () => socket.destroy(),
          };
          index += 1;
          onGenerate(request, connection);
        }
      });
    });
  }

  static async listen(onGenerate: (request: GenerateRequest, connection: Connection) => void): Promise<PlantedEngine> {
    const engine = new PlantedEngine(onGenerate);
    await new Promise<void>((resolve) => engine.#server.listen(engine.socketPath, resolve));
    return engine;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
    rmSync(this.#directory, { recursive: true, force: true });
  }
}

/** The token of an item at a place in its output: different for every request and item. */
export function plantedToken(id: number, item: number, index: number): number {
  return (id * 131 + item * 17 + index) % 50_257;
}

export function doneReply(request: GenerateRequest, tokens = request.maxOutputTokens): EngineReply {
  const outputs = request.prompts.map((_, item) =>
    Array.from({ length: tokens }, (_, index) => plantedToken(request.id, item, index)),
  );
  return { type: 'done', id: request.id, outputs, finishReason: 'length', queueMs: 0, computeMs: 1 };
}

/** Streams every token `gapMs` after the one before, then `done`. */
export function streamReply(request: GenerateRequest, { reply }: Connection, gapMs: number): void {
  let index = 0;
  const next = (): void => {
    reply({
      type: 'token',
      id: request.id,
      tokens: request.prompts.map((_, item) => plantedToken(request.id, item, index)),
    });
    index += 1;
    if (index < request.maxOutputTokens) setTimeout(next, gapMs);
    else reply(doneReply(request));
  };
  setTimeout(next, gapMs);
}
