import { createConnection, type Socket } from 'node:net';
import { type EngineReply, encodeLine, maximumLineBytes } from '../../../../core/contract/engineChannel.ts';
import type { TargetAccess } from '../../../../core/contract/runnerProtocol.ts';
import { loadTokenizer } from '../../../text/Tokenizer.ts';
import { LineReader } from '../../../worker/LineReader.ts';
import { buildPrompts } from '../../prompts/buildPrompts.ts';
import { textPrompts } from '../../prompts/textPrompts.ts';
import { type OutputSource, type OutputSourceOptions, outputTokens } from '../OutputSource.ts';
import { parseEngineReply } from './parseEngineReply.ts';

interface Waiting {
  id: number;
  resolve(reply: EngineReply & { type: 'done' }): void;
  reject(error: unknown): void;
}

/**
 * Outputs of the embedded engine over its socket. A prompt of words is put into GPT-2's tokens, as the serve command does,
 * and the output is taken as text, put into tokens as that of a server is: a text has many spellings in tokens, and both
 * sides get the same.
 */
export class EngineOutputs implements OutputSource {
  readonly #options: OutputSourceOptions<Extract<TargetAccess, { kind: 'engineSocket' }>>;
  readonly #socket: Socket;
  #waiting: Waiting | undefined;
  #end: Error | undefined;

  constructor(options: OutputSourceOptions<Extract<TargetAccess, { kind: 'engineSocket' }>>) {
    this.#options = options;
    this.#socket = createConnection(options.access.socketPath);
    const lines = new LineReader(maximumLineBytes, {
      onLine: (line) => this.#onLine(line),
      onTooLong: () => this.#lose(new Error('the engine sent a line without end')),
    });
    this.#socket.on('data', (piece: Buffer) => lines.push(piece));
    this.#socket.on('error', (error) => this.#lose(new Error(`the engine cannot be reached: ${error.message}`)));
    this.#socket.on('close', () => this.#lose(new Error('the connection to the engine was lost')));
  }

  async outputOf(sequence: number, signal: AbortSignal): Promise<number[]> {
    const { step, promptForm, seed } = this.#options;
    const wanted = { seed, sequence, batchSize: 1, promptTokens: step.promptTokens };
    const isText = promptForm === 'text';
    const prompts = isText
      ? textPrompts(wanted).prompts.map((await loadTokenizer()).encode)
      : buildPrompts(wanted).prompts;
    signal.throwIfAborted();
    if (this.#end !== undefined) throw this.#end;
    let giveUp: (() => void) | undefined;
    try {
      const { outputs, text, finishReason } = await new Promise<EngineReply & { type: 'done' }>((resolve, reject) => {
        this.#waiting = { id: sequence, resolve, reject };
        giveUp = () => {
          this.#socket.write(encodeLine({ type: 'cancel', id: sequence }));
          reject(signal.reason);
        };
        signal.addEventListener('abort', giveUp, { once: true });
        const request = { maxOutputTokens: step.outputTokens, temperature: 0, topP: 1, seed, stream: false };
        this.#socket.write(encodeLine({ type: 'generate', id: sequence, prompts, ...request, withText: isText }));
      });
      if (finishReason === 'cancelled') throw new Error('the engine cancelled a request that nobody had asked it to');
      if (!isText) return outputs[0] ?? [];
      if (text === undefined) throw new Error('the engine cannot tell how its tokens read');
      return await outputTokens(text, step.outputTokens);
    } finally {
      if (giveUp !== undefined) signal.removeEventListener('abort', giveUp);
      this.#waiting = undefined;
    }
  }

  close(): void {
    // Ended and not destroyed: a cancellation written last still leaves.
    this.#socket.end();
    this.#socket.unref();
  }

  #onLine(line: string): void {
    const reply = parseEngineReply(line);
    const waiting = this.#waiting;
    if (reply === undefined) this.#lose(new Error('the engine sent something that is no reply'));
    else if (waiting === undefined || (reply.id !== waiting.id && reply.id !== null)) return;
    else if (reply.type === 'done') waiting.resolve(reply);
    else if (reply.type === 'error') waiting.reject(new Error(`${reply.kind}: ${reply.message}`));
  }

  #lose(error: Error): void {
    this.#end ??= error;
    this.#waiting?.reject(this.#end);
  }
}
