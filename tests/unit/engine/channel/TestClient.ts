import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type EngineReply, encodeLine, type GenerateRequest } from '../../../../core/contract/engineChannel.ts';

/** A client of the engine's channel that keeps what it is told and can wait for a reply. */
export class TestClient {
  readonly replies: EngineReply[] = [];
  readonly socket: Socket;
  #wake: () => void = () => undefined;

  private constructor(socket: Socket) {
    this.socket = socket;
    createInterface({ input: socket }).on('line', (line) => {
      this.replies.push(JSON.parse(line) as EngineReply);
      this.#wake();
    });
  }

  static async open(socketPath: string): Promise<TestClient> {
    const socket = connect(socketPath);
    await once(socket, 'connect');
    return new TestClient(socket);
  }

  send(line: string): void {
    this.socket.write(line);
  }

  generate(request: Partial<GenerateRequest> & { id: number }): void {
    this.send(encodeLine({ ...generateRequest, ...request }));
  }

  /** The first reply that fits; waits for it when it has not come yet. */
  async reply(fits: (reply: EngineReply) => boolean): Promise<EngineReply> {
    for (;;) {
      const found = this.replies.find(fits);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** How the request ended. */
  async end(id: number): Promise<EngineReply> {
    return this.reply((reply) => reply.id === id && reply.type !== 'token');
  }

  tokens(id: number): number[][] {
    return this.replies.flatMap((reply) => (reply.type === 'token' && reply.id === id ? [reply.tokens] : []));
  }
}

const generateRequest: Omit<GenerateRequest, 'id'> = {
  type: 'generate',
  prompts: [[1, 2]],
  maxOutputTokens: 4,
  temperature: 0,
  topP: 1,
  seed: 1,
  stream: true,
  withText: false,
};

/** A directory for one test's sockets, with the function that removes it. */
export async function socketDirectory(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'inferneo-channel-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
