import { createConnection, type Socket } from 'node:net';
import {
  type EngineReply,
  encodeLine,
  type GenerateRequest,
  maximumLineBytes,
  type RunRequest,
} from '../../../../core/contract/engineChannel.ts';
import type { LogLevel } from '../../../../core/contract/WorkerMessages.ts';
import { LineReader } from '../../../worker/LineReader.ts';
import type { TimeSource } from '../../clock/TimeSource.ts';
import { buildPrompts } from '../../prompts/buildPrompts.ts';
import type { RequestShape, Target, TargetListener } from '../Target.ts';
import { parseEngineReply } from './parseEngineReply.ts';

interface OnnxOptions {
  socketPath: string;
  time: TimeSource;
  listener: TargetListener;
  log(level: LogLevel, message: string): void;
  /** `run` asks for passes of a graph with inputs made from a seed, without tokens. */
  task: 'generate' | 'run';
  seed: number;
  batchSize: number;
  /** Of each item of the batch, as are the output tokens. */
  promptTokens: number;
  outputTokens: number;
  temperature: number;
  topP: number;
  stream: boolean;
}

const connectTimeoutMs = 10_000;
/** Of a line that makes no sense, how much the message about it shows. */
const shownCharacters = 300;
const goneRemedy = 'See the log for what the engine said last; the plan goes on with a fresh engine.';

/**
 * The embedded engine over its socket, one connection a step. All that is read in one piece gets the instant of that
 * reading. A reply to no open request is counted and told of, never matched to a request that comes later; a line that is
 * no reply at all, or the end of the connection, ends the step.
 */
export class OnnxTarget implements Target {
  readonly #options: OnnxOptions;
  readonly #lines: LineReader;
  readonly #requestOfId = new Map<number, number>();
  readonly #cancelledIds = new Set<number>();
  /** By request: its id on the connection, and its line while it is prepared and not sent. */
  readonly #ids: number[] = [];
  readonly #prepared: string[] = [];
  /** By request: the output tokens that it asks for of each item. */
  readonly #askedTokens: number[] = [];
  /** By request: how many tokens of each item may still come. */
  readonly #tokensLeft: number[] = [];
  #socket: Socket | undefined;
  #isOver = false;
  #readAtMs = 0;
  #strayReplies = 0;

  constructor(options: OnnxOptions) {
    this.#options = options;
    this.#lines = new LineReader(maximumLineBytes, {
      onLine: (line, bytes) => this.#onLine(line, bytes),
      onTooLong: () =>
        this.#lose('bad-reply', 'The engine sent a line without end.', `${maximumLineBytes} bytes so far`),
    });
  }

  open(): Promise<void> {
    const { socketPath, time } = this.#options;
    return new Promise((resolve, reject) => {
      const socket = createConnection(socketPath);
      this.#socket = socket;
      const refuse = (why: string): void => reject(new Error(`the engine cannot be reached at ${socketPath}: ${why}`));
      const cancelDeadline = time.at(time.nowMs() + connectTimeoutMs, () => {
        socket.destroy();
        refuse(`no connection within ${connectTimeoutMs / 1000} s`);
      });
      let lastError = 'the engine closed the connection';
      let isConnected = false;
      socket.on('connect', () => {
        cancelDeadline();
        isConnected = true;
        resolve();
      });
      socket.on('error', (error) => {
        lastError = error.message;
      });
      socket.on('close', () => {
        cancelDeadline();
        if (isConnected) this.#lose('engine-gone', 'The connection to the engine was lost.', lastError);
        else refuse(lastError);
      });
      socket.on('data', (piece: Buffer) => this.#onData(piece));
    });
  }

  prepare(request: number, sequence: number, withText: boolean, shape?: RequestShape): void {
    this.#ids[request] = sequence;
    this.#tokensLeft[request] = shape?.outputTokens ?? this.#options.outputTokens;
    this.#prepared[request] = encodeLine(engineRequest(this.#options, sequence, withText, shape));
    this.#askedTokens[request] = shape?.outputTokens ?? this.#options.outputTokens;
  }

  send(request: number): void {
    this.#requestOfId.set(this.#ids[request] ?? 0, request);
    this.#write(request, this.#prepared[request] ?? '');
    this.#prepared[request] = '';
  }

  cancel(request: number): void {
    const id = this.#ids[request] ?? 0;
    if (!this.#requestOfId.delete(id)) return;
    this.#cancelledIds.add(id);
    this.#write(request, encodeLine({ type: 'cancel', id }));
  }

  close(): void {
    this.#isOver = true;
    // Ended and not destroyed: cancellations written last still leave. The engine gives up the rest by itself.
    this.#socket?.end();
    this.#socket?.unref();
    if (this.#strayReplies > 1) {
      this.#options.log('warn', `${this.#strayReplies} replies of the engine belonged to no request in flight.`);
    }
  }

  /** Lines are ASCII, so their length is their bytes. */
  #write(request: number, line: string): void {
    this.#socket?.write(line, 'latin1');
    this.#options.listener.transferred(request, line.length, 0);
  }

  #onData(piece: Buffer): void {
    if (this.#isOver) return;
    this.#readAtMs = this.#options.time.nowMs();
    this.#lines.push(piece);
  }

  #onLine(line: string, bytes: number): void {
    if (this.#isOver) return;
    const reply = parseEngineReply(line);
    if (reply === undefined) {
      this.#lose('bad-reply', 'The engine sent something that is no reply.', line.slice(0, shownCharacters));
      return;
    }
    if (reply.type === 'error' && reply.id === null) {
      this.#options.log('warn', `The engine refused a message without saying which: ${reply.message}`);
      return;
    }
    const id = reply.id ?? Number.NaN;
    const request = this.#requestOfId.get(id);
    if (request === undefined) {
      this.#onStrayReply(reply, id);
      return;
    }
    this.#options.listener.transferred(request, 0, bytes);
    this.#onReply(request, reply, id);
  }

  #onReply(request: number, reply: EngineReply, id: number): void {
    const { listener, batchSize, task } = this.#options;
    const atMs = this.#readAtMs;
    const asked = this.#askedTokens[request] ?? 0;
    if (reply.type === 'token') {
      const left = (this.#tokensLeft[request] ?? 0) - 1;
      this.#tokensLeft[request] = left;
      if (reply.tokens.length === batchSize && left >= 0) {
        listener.content(request, atMs, batchSize, 1);
      } else {
        this.cancel(request);
        const said =
          left < 0 ? 'more tokens than were asked for' : `${reply.tokens.length} tokens for a batch of ${batchSize}`;
        this.#fail(request, id, 'bad-reply', said);
      }
    } else if (reply.type === 'error') {
      this.#fail(request, id, reply.kind, reply.message);
    } else if (reply.outputs.length !== batchSize) {
      this.#fail(request, id, 'bad-reply', `${reply.outputs.length} outputs for a batch of ${batchSize}`);
    } else if (task === 'generate' && reply.outputs.some(({ length }) => length > asked)) {
      const longest = Math.max(...reply.outputs.map(({ length }) => length));
      this.#fail(request, id, 'bad-reply', `an output of ${longest} tokens where ${asked} were asked for`);
    } else if (reply.finishReason === 'cancelled') {
      this.#fail(request, id, 'cancelled', 'the engine cancelled a request that nobody had asked it to');
    } else if (reply.notFinite === true) {
      this.#fail(request, id, 'not-finite', 'outputs have NaN or infinite numbers in them');
    } else {
      this.#requestOfId.delete(id);
      let outputTokens = 0;
      for (const output of reply.outputs) {
        outputTokens += output.length;
        listener.output(request, output.length, reply.hash ?? hashTokens(output));
      }
      if (reply.text !== undefined) listener.outputText(request, reply.text);
      listener.ended(request, atMs, outputTokens);
    }
  }

  #fail(request: number, id: number, kind: string, example: string): void {
    this.#requestOfId.delete(id);
    this.#options.listener.failed(request, this.#readAtMs, kind, example);
  }

  /** Of a request that was cancelled, the rest may still come; anything else is the engine's mistake. */
  #onStrayReply(reply: EngineReply, id: number): void {
    if (this.#cancelledIds.has(id)) {
      if (reply.type !== 'token') this.#cancelledIds.delete(id);
      return;
    }
    this.#strayReplies += 1;
    if (this.#strayReplies > 1) return;
    this.#options.log('warn', `The engine sent a "${reply.type}" for request ${id}, which is not in flight.`);
  }

  #lose(kind: string, reason: string, detail: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#socket?.destroy();
    this.#requestOfId.clear();
    const { listener, time } = this.#options;
    listener.lost(time.nowMs(), kind, { reason, remedy: goneRemedy, detail });
  }
}

/**
 * What the engine is asked for in a request of a step; `sequence` counts them from 0. Prompts or, for a pass of a graph, the
 * seed of its inputs: the same for the same options, sequence and shape. A shape takes the place of the step's lengths; a
 * pass of a graph has none.
 */
export function engineRequest(
  options: Omit<OnnxOptions, 'socketPath' | 'time' | 'listener' | 'log'>,
  sequence: number,
  withText: boolean,
  shape?: RequestShape,
): GenerateRequest | RunRequest {
  const { task, seed, batchSize, temperature, topP, stream } = options;
  if (task === 'run') {
    const { samplingSeed } = buildPrompts({ seed, sequence, batchSize: 1, promptTokens: 1 });
    return { type: 'run', id: sequence, batchSize, seed: samplingSeed };
  }
  const { promptTokens, outputTokens, conversation } = shape ?? { ...options, conversation: undefined };
  const { prompts, samplingSeed } = buildPrompts({ seed, sequence, batchSize, promptTokens, conversation });
  return {
    type: 'generate',
    id: sequence,
    prompts,
    maxOutputTokens: outputTokens,
    temperature,
    topP,
    seed: samplingSeed,
    stream,
    withText,
  };
}

/** Stands for a list of tokens when outputs are told apart: two FNV-1a hashes, 53 bits together, which fit a double. */
export function hashTokens(tokens: readonly number[]): number {
  let high = 0x811c9dc5;
  let low = 0x050c5d1f;
  for (const token of tokens) {
    high = Math.imul(high ^ token, 0x01000193);
    low = Math.imul(low ^ (token + 0x9e37), 0x01000193);
  }
  return (high >>> 0) * 2 ** 21 + (low >>> 11);
}
