import { connect, type Socket } from 'node:net';
import {
  type EngineReply,
  encodeLine,
  type GenerateRequest,
  maximumLineBytes,
} from '../../../core/contract/engineChannel.ts';
import { LineReader } from '../../worker/LineReader.ts';

/** What a request on the channel hears. Exactly one of `onDone` and `onError` is called, and nothing after it. */
interface GenerationListener {
  onToken(token: number): void;
  onDone(outputs: number[], finishReason: 'length' | 'cancelled'): void;
  /** `kind` as the engine gives it, or `engineGone` when the connection to it is lost. */
  onError(kind: string, message: string): void;
}

const goneMessage = 'the engine is gone';

/** A client of the engine's channel for requests of one prompt each. */
export class EngineChannel {
  readonly #socket: Socket;
  readonly #listeners = new Map<number, GenerationListener>();
  #nextId = 1;
  #isGone = false;

  private constructor(socket: Socket) {
    this.#socket = socket;
    const reader = new LineReader(maximumLineBytes, {
      onLine: (line) => this.#receive(JSON.parse(line) as EngineReply),
      onTooLong: () => socket.destroy(),
    });
    socket.on('data', (piece: Buffer) => reader.push(piece));
    socket.on('close', () => {
      this.#isGone = true;
      for (const listener of this.#listeners.values()) listener.onError('engineGone', goneMessage);
      this.#listeners.clear();
    });
    // A broken connection is followed by 'close', where those that wait are told.
    socket.on('error', () => socket.destroy());
  }

  /** @throws the system's error when nobody listens there. */
  static connect(socketPath: string): Promise<EngineChannel> {
    return new Promise((resolve, reject) => {
      const socket = connect(socketPath);
      socket.once('error', reject);
      socket.once('connect', () => {
        socket.off('error', reject);
        resolve(new EngineChannel(socket));
      });
    });
  }

  /** Requests that are computed or wait for it. */
  get pending(): number {
    return this.#listeners.size;
  }

  /** Asks for a continuation; gives a function that cancels it, after which the listener still hears its end. */
  generate(request: Omit<GenerateRequest, 'type' | 'id' | 'withText'>, listener: GenerationListener): () => void {
    if (this.#isGone) {
      listener.onError('engineGone', goneMessage);
      return () => undefined;
    }
    const id = this.#nextId++;
    this.#listeners.set(id, listener);
    this.#socket.write(encodeLine({ type: 'generate', id, withText: false, ...request }));
    return () => {
      if (this.#listeners.has(id)) this.#socket.write(encodeLine({ type: 'cancel', id }));
    };
  }

  close(): void {
    this.#socket.destroy();
  }

  #receive(reply: EngineReply): void {
    const listener = reply.id === null ? undefined : this.#listeners.get(reply.id);
    if (listener === undefined || reply.id === null) return;
    if (reply.type === 'token') {
      listener.onToken(reply.tokens[0] ?? 0);
      return;
    }
    this.#listeners.delete(reply.id);
    if (reply.type === 'done') listener.onDone(reply.outputs[0] ?? [], reply.finishReason);
    else listener.onError(reply.kind, reply.message);
  }
}
