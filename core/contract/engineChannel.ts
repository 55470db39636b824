/**
 * The channel between a runner and the embedded engine: one JSON object a line, both ways, over a Unix socket or named
 * pipe. A socket and not the parent's message channel, because the parent would sit in the measured path.
 */

export interface GenerateRequest {
  type: 'generate';
  /** Chosen by the client, unique on its connection. */
  id: number;
  /** Batch of prompts as token ids, all of the same length. */
  prompts: number[][];
  maxOutputTokens: number;
  temperature: number;
  topP: number;
  seed: number;
  /** Send an event for each token; otherwise only `done`. */
  stream: boolean;
  /** Give the output of the first prompt as text, too. */
  withText: boolean;
}

/** One pass of a model whose inputs are made from a seed; answered by `done` with no outputs of tokens. */
export interface RunRequest {
  type: 'run';
  id: number;
  batchSize: number;
  /** The same seed gives the same inputs. */
  seed: number;
}

export type EngineRequest = GenerateRequest | RunRequest | { type: 'cancel'; id: number };

export type EngineReply =
  /** One new token of each prompt of the batch. */
  | { type: 'token'; id: number; tokens: number[] }
  | {
      type: 'done';
      id: number;
      /** Output token ids of each prompt of the batch; for a `run` one empty list for each item. */
      outputs: number[][];
      /** Of a `run`: stands for the content of its outputs, so that a model that always says the same is seen. */
      hash?: number;
      /** Of a `run`: outputs have NaN or infinite numbers in them. */
      notFinite?: boolean;
      /** The output of the first prompt as text, when it was asked for. */
      text?: string;
      /** `length` when all that was asked for was made: the end of a text ends no output. */
      finishReason: 'length' | 'cancelled';
      /** Time waiting in the engine's queue, and time computing, by the engine's own clock. */
      queueMs: number;
      computeMs: number;
    }
  | { type: 'error'; id: number | null; kind: string; message: string };

/** Writes one message as a line. */
export function encodeLine(message: EngineRequest | EngineReply): string {
  return `${JSON.stringify(message)}\n`;
}

/** Longest line accepted: a prompt of a million tokens fits, an endless line from a broken peer does not fill memory. */
export const maximumLineBytes = 16 * 1024 * 1024;
