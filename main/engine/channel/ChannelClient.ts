import type { Socket } from 'node:net';
import {
  type EngineReply,
  encodeLine,
  type GenerateRequest,
  maximumLineBytes,
} from '../../../core/contract/engineChannel.ts';
import { LineReader } from '../../worker/LineReader.ts';
import type { FifoQueue, Ticket } from '../generation/FifoQueue.ts';
import { generate, type StepModel } from '../generation/generate.ts';
import { decodeTokens } from '../text/decodeTokens.ts';
import { parseEngineRequest } from './parseEngineRequest.ts';
import { requestFailure } from './requestFailure.ts';

/**
 * One connection of the channel: reads requests, puts them into the engine's queue, writes what comes of them. A line
 * that is no request is answered with an error and the connection goes on. When the peer goes, its requests are
 * cancelled.
 */
export class ChannelClient {
  readonly #socket: Socket;
  readonly #queue: FifoQueue;
  readonly #model: StepModel;
  readonly #tickets = new Map<number, Ticket>();

  constructor(socket: Socket, queue: FifoQueue, model: StepModel) {
    this.#socket = socket;
    this.#queue = queue;
    this.#model = model;
    const reader = new LineReader(maximumLineBytes, {
      onLine: (line) => this.#receive(line),
      onTooLong: () => this.#refuse(null, `a line may have at most ${maximumLineBytes} bytes`),
    });
    socket.on('data', (piece: Buffer) => reader.push(piece));
    socket.on('close', () => this.#cancelAll());
  }

  #receive(line: string): void {
    const request = parseEngineRequest(line);
    if ('problem' in request) this.#refuse(request.id, request.problem);
    // A cancellation may cross with the end of its request: then there is nothing left to cancel.
    else if (request.type === 'cancel') this.#tickets.get(request.id)?.cancel();
    else if (this.#tickets.has(request.id)) this.#refuse(request.id, `id ${request.id} is already in use`);
    else this.#enqueue(request);
  }

  #enqueue(request: GenerateRequest): void {
    const queuedAtMs = performance.now();
    const { id, prompts } = request;
    const ticket = this.#queue.add({
      run: (signal) => this.#serve(request, queuedAtMs, signal),
      dropped: () =>
        this.#finish({
          id,
          outputs: prompts.map(() => []),
          finishReason: 'cancelled',
          queueMs: performance.now() - queuedAtMs,
          computeMs: 0,
        }),
    });
    this.#tickets.set(id, ticket);
  }

  async #serve(request: GenerateRequest, queuedAtMs: number, signal: AbortSignal): Promise<void> {
    const startedAtMs = performance.now();
    const { id, stream, withText } = request;
    const onTokens = (tokens: number[]): void => {
      if (stream) this.#send({ type: 'token', id, tokens });
    };
    try {
      const result = await generate(this.#model, request, onTokens, signal);
      const computeMs = performance.now() - startedAtMs;
      const text = withText ? { text: decodeTokens(result.outputs[0] ?? []) } : {};
      this.#finish({ id, ...result, ...text, queueMs: startedAtMs - queuedAtMs, computeMs });
    } catch (error) {
      this.#tickets.delete(id);
      this.#send({ type: 'error', id, ...requestFailure(error) });
    }
  }

  #finish(reply: Omit<Extract<EngineReply, { type: 'done' }>, 'type'>): void {
    this.#tickets.delete(reply.id);
    this.#send({ type: 'done', ...reply });
  }

  #refuse(id: number | null, message: string): void {
    this.#send({ type: 'error', id, kind: 'badRequest', message });
  }

  #send(reply: EngineReply): void {
    if (this.#socket.writable) this.#socket.write(encodeLine(reply));
  }

  #cancelAll(): void {
    for (const ticket of [...this.#tickets.values()]) ticket.cancel();
  }
}
