import type { Socket } from 'node:net';
import { z } from 'zod';
import {
  type EngineReply,
  type EngineRequest,
  encodeLine,
  type GenerateRequest,
  maximumLineBytes,
  type RunRequest,
} from '../../../core/contract/engineChannel.ts';
import { LineReader } from '../../worker/LineReader.ts';
import { errorText, isOutOfMemory } from '../EngineFailure.ts';
import type { FifoQueue, Ticket } from '../generation/FifoQueue.ts';
import { generate, RequestError } from '../generation/generate.ts';
import type { ServedModel } from './ServedModel.ts';

type Done = Omit<Extract<EngineReply, { type: 'done' }>, 'type'>;
/** What a request's work gives; the queue's time and the id are added to it. */
type Work = (signal: AbortSignal) => Promise<Omit<Done, 'id' | 'queueMs'>>;

/**
 * One connection of the channel: reads requests, puts them into the engine's queue, writes what comes of them. A line
 * that is no request is answered with an error and the connection goes on. When the peer goes, its requests are
 * cancelled.
 */
export class ChannelClient {
  readonly #socket: Socket;
  readonly #queue: FifoQueue;
  readonly #served: ServedModel;
  readonly #tickets = new Map<number, Ticket>();

  constructor(socket: Socket, queue: FifoQueue, served: ServedModel) {
    this.#socket = socket;
    this.#queue = queue;
    this.#served = served;
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
    else this.#begin(request);
  }

  #begin(request: GenerateRequest | RunRequest): void {
    const served = this.#served;
    if (request.type === 'generate' && served.task === 'generate') {
      this.#enqueue(request.id, request.prompts.length, (signal) => this.#generate(served, request, signal));
    } else if (request.type === 'run' && served.task === 'run') {
      this.#enqueue(request.id, request.batchSize, () => runOnce(served, request));
    } else {
      this.#refuse(request.id, `this model serves requests of type ${served.task} and this is a ${request.type}`);
    }
  }

  #enqueue(id: number, batchSize: number, work: Work): void {
    const queuedAtMs = performance.now();
    const ticket = this.#queue.add({
      run: (signal) => this.#serve(id, queuedAtMs, () => work(signal)),
      dropped: () =>
        this.#finish({
          id,
          outputs: noTokens(batchSize),
          finishReason: 'cancelled',
          queueMs: performance.now() - queuedAtMs,
          computeMs: 0,
        }),
    });
    this.#tickets.set(id, ticket);
  }

  async #serve(id: number, queuedAtMs: number, work: () => ReturnType<Work>): Promise<void> {
    const queueMs = performance.now() - queuedAtMs;
    try {
      this.#finish({ id, ...(await work()), queueMs });
    } catch (error) {
      this.#tickets.delete(id);
      this.#send({ type: 'error', id, ...requestFailure(error) });
    }
  }

  async #generate(
    { model, decode }: Extract<ServedModel, { task: 'generate' }>,
    request: GenerateRequest,
    signal: AbortSignal,
  ): ReturnType<Work> {
    const startedAtMs = performance.now();
    const { id, stream, withText } = request;
    const onTokens = (tokens: number[]): void => {
      if (stream) this.#send({ type: 'token', id, tokens });
    };
    const result = await generate(model, request, onTokens, signal);
    const computeMs = performance.now() - startedAtMs;
    const text = withText ? { text: decode(result.outputs[0] ?? []) } : {};
    return { ...result, ...text, computeMs };
  }

  #finish(reply: Done): void {
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

async function runOnce(
  { model }: Extract<ServedModel, { task: 'run' }>,
  { batchSize, seed }: RunRequest,
): ReturnType<Work> {
  const { computeMs, hash, notFinite } = await model.pass(batchSize, seed);
  return { outputs: noTokens(batchSize), computeMs, hash, notFinite, finishReason: 'length' };
}

function noTokens(batchSize: number): number[][] {
  return Array.from({ length: batchSize }, () => []);
}

const id = z.int().min(0);
/** Of a pass: its answer has a list for each item. */
const largestBatch = 65_536;

const engineRequest = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('generate'),
    id,
    prompts: z.array(z.array(z.int().min(0)).min(1)).min(1),
    maxOutputTokens: z.int().min(1),
    temperature: z.number().min(0),
    topP: z.number().gt(0).max(1),
    seed: z.int().min(0),
    stream: z.boolean(),
    withText: z.boolean(),
  }),
  z.strictObject({
    type: z.literal('run'),
    id,
    batchSize: z.int().min(1).max(largestBatch),
    seed: z.int().min(0),
  }),
  z.strictObject({ type: z.literal('cancel'), id }),
]) satisfies z.ZodType<EngineRequest>;

/** A line that is no request, with the id it carries where that can be read. */
interface BadLine {
  problem: string;
  id: number | null;
}

/** Reads one line of the channel. */
export function parseEngineRequest(line: string): EngineRequest | BadLine {
  let content: unknown;
  try {
    content = JSON.parse(line);
  } catch (error) {
    return { problem: `the line is not JSON: ${String(error)}`, id: null };
  }
  const parsed = engineRequest.safeParse(content);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'request'}: ${issue.message}`);
  return { problem: problems.join('; '), id: idOf(content) };
}

function idOf(content: unknown): number | null {
  if (typeof content !== 'object' || content === null || !('id' in content)) return null;
  const parsed = id.safeParse(content.id);
  return parsed.success ? parsed.data : null;
}

/** What a client is told of a request that failed. */
function requestFailure(error: unknown): { kind: string; message: string } {
  if (error instanceof RequestError) return { kind: error.kind, message: error.message };
  if (isOutOfMemory(error)) {
    const remedy = 'use a smaller batch or a shorter context';
    return {
      kind: 'outOfMemory',
      message: `there is not enough memory for this request (${errorText(error)}): ${remedy}`,
    };
  }
  return { kind: 'runFailed', message: errorText(error) };
}
