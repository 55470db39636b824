import type { ExecutionProvider, ProviderChoice, ProviderProbe } from './executionProvider.ts';
import type { DryRun, InputOverride, ModelCard } from './modelCard.ts';
import type { Failure, LogLine } from './WorkerMessages.ts';

/** Precision of the weights of a built-in graph. */
export const precisions = ['float32', 'int8', 'int4'] as const;
export type Precision = (typeof precisions)[number];

/** Where a model's graph and weights come from. */
export type ModelSource =
  | {
      kind: 'gpt';
      architecture: 'gpt2' | 'distilgpt2';
      /** A Hugging Face folder with `model.safetensors`; synthetic weights where it is absent. */
      weightsDirectory?: string;
      precision: Precision;
    }
  | {
      kind: 'file';
      /** Absolute path of an `.onnx` file. */
      path: string;
      inputs: Record<string, InputOverride>;
    };

/** How a model is to be loaded. */
export interface ModelLoading {
  source: ModelSource;
  /** Decided: `auto` is resolved before. */
  provider: ExecutionProvider;
  threads: number;
  /** The runtime rearranges weights at load: faster runs, slower loads, more memory. */
  prepacking: boolean;
}

/**
 * Parent to engine. A process that has loaded a model serves it until its end; `inspect`, `dryRun` and `probe` are for
 * processes that are thrown away afterwards, because a native library may take them down.
 */
export type EngineCommand =
  | (ModelLoading & {
      type: 'load';
      /** The model's id, for messages. */
      model: string;
      /** Holds the files that are made of weights; made when absent. */
      cacheDirectory: string;
      /** A Unix socket or named pipe that the engine listens on once loaded. */
      socketPath: string;
    })
  /** After `loaded`: compares the outputs with a reference before anything is measured. Answered by `evaluated`. */
  | { type: 'evaluate'; evaluation: Evaluation }
  /** Answered by `inspected`: reads what the model is without loading it. */
  | { type: 'inspect'; source: ModelSource }
  /** Answered by `dryRan`: loads it, runs it once and lets it go. */
  | (ModelLoading & { type: 'dryRun'; model: string; cacheDirectory: string; batchSize: number })
  /** Answered by `probed`. */
  | { type: 'probe'; provider: ExecutionProvider }
  | { type: 'shutdown' };

/** What the outputs are held against. */
export type Evaluation =
  /** The same architecture and weights in float32, on the CPU: logits on prompts from the seed. */
  | { kind: 'reference'; seed: number }
  /** Samples with inputs and the right outputs or labels, from a file of the user's (see `goldenFile`). */
  | { kind: 'golden'; path: string };

/** How far outputs agree with what they were held against. All are means over `samples`. */
export interface Quality {
  /** What they were held against, to be read after "against": "gpt2 in float32, the same weights". */
  reference: string;
  /** Compared: token positions for logits and tokens, samples of the file for golden outputs. */
  samples: number;
  /** Share of samples whose outputs are the same throughout (within the tolerance of the file). */
  exactMatch?: number;
  /** Share of positions with the same likeliest token. */
  tokenAgreement?: number;
  /** Cosine of the angle between the two vectors of logits; 1 is the same direction. */
  logitCosine?: number;
  /** Kullback-Leibler divergence of the distribution of the next token from the reference's, nats. */
  klDivergence?: number;
  /** Share of samples whose answer is the label's. */
  accuracy?: number;
}

export interface EngineDescription {
  model: string;
  /** `generate` takes prompts of tokens, `run` takes inputs made from a seed. */
  task: 'generate' | 'run';
  parameters: number;
  provider: ExecutionProvider;
  device?: string;
  libraries: string[];
  threads: number;
  prepacking: boolean;
  precision: Precision | 'as in the file';
  weights: 'synthetic' | 'trained' | 'own file';
  /** Version of ONNX Runtime. */
  runtimeVersion: string;
  /** Absent for a model that does not generate. */
  maximumContextTokens?: number;
  vocabulary?: number;
  loadMs: number;
}

/** What was asked for, why it could not be had, and so what the run used. */
export interface ProviderFallback {
  asked: ProviderChoice;
  used: ExecutionProvider;
  /** Those tried before, and why each does not work. */
  refused: Pick<ProviderProbe, 'provider' | 'reason'>[];
}

export type EngineEvent =
  | { type: 'ready' }
  /** `fraction` from 0 to 1 of the activity, absent when unknown. */
  | { type: 'progress'; activity: string; fraction?: number }
  | { type: 'loaded'; socketPath: string; description: EngineDescription }
  | { type: 'evaluated'; quality: Quality }
  | { type: 'inspected'; card: ModelCard }
  | { type: 'dryRan'; dryRun: DryRun }
  | { type: 'probed'; probe: ProviderProbe }
  /** Of the command under way. After a failed `evaluate` the model still serves. */
  | { type: 'failed'; failure: Failure }
  | { type: 'log'; line: LogLine };
