import type { Failure, LogLine } from './WorkerMessages.ts';

/** Parent to engine. One engine process holds one model. */
export type EngineCommand =
  | {
      type: 'load';
      model: 'gpt2' | 'distilgpt2';
      /** Holds the weights file; made when absent. */
      cacheDirectory: string;
      /** A Unix socket or named pipe that the engine listens on once loaded. */
      socketPath: string;
      threads: number;
    }
  | { type: 'shutdown' };

export interface EngineDescription {
  model: string;
  parameters: number;
  provider: 'cpu';
  threads: number;
  weights: 'synthetic';
  /** Version of ONNX Runtime. */
  runtimeVersion: string;
  maximumContextTokens: number;
  loadMs: number;
}

export type EngineEvent =
  | { type: 'ready' }
  /** `fraction` from 0 to 1 of the activity, absent when unknown. */
  | { type: 'progress'; activity: string; fraction?: number }
  | { type: 'loaded'; socketPath: string; description: EngineDescription }
  | { type: 'failed'; failure: Failure }
  | { type: 'log'; line: LogLine };
