import { z } from 'zod';

/** Element types that the embedded engine can feed and read. */
export const elementTypes = [
  'float32',
  'float64',
  'float16',
  'int8',
  'int16',
  'int32',
  'int64',
  'uint8',
  'uint16',
  'uint32',
  'uint64',
  'bool',
  'string',
] as const;
export type ElementType = (typeof elementTypes)[number];

/**
 * How an input of a custom model is filled, from the configuration or a form. What is absent is decided by rules on the
 * input's name, type and shape.
 */
export const inputOverride = z.strictObject({
  /** Sizes of all dimensions; where the model's own size is symbolic this decides. `batch` is still the step's. */
  shape: z.array(z.int().min(0).max(1_000_000_000)).max(16).optional(),
  /** Every element has this value. */
  value: z.number().optional(),
  /** Elements are drawn from the seed, evenly between these (both included for whole numbers). */
  minimum: z.number().optional(),
  maximum: z.number().optional(),
});
export type InputOverride = z.infer<typeof inputOverride>;

/** How an input is filled, in the end: what the rule makes of it, for a card and for the engine. */
export interface InputPlan {
  name: string;
  type: ElementType;
  /** The model's own shape: a size, a symbolic name, or null for a size without a name. Null when the rank is unknown. */
  modelShape: (number | string | null)[] | null;
  /** Sizes for a batch of one, and which of them (if any) grows with the batch. */
  shape: number[];
  batchAxis: number | null;
  /** Which rule decided, as a sentence: "token ids by its name, drawn from 0 to 50256". */
  rule: string;
  fill:
    | { kind: 'constant'; value: number }
    | { kind: 'uniform'; minimum: number; maximum: number }
    /** 0, 1, 2, … along the last axis. */
    | { kind: 'positions' };
}

/** What a model is, read from its file without loading it. */
export interface ModelCard {
  /** `built-in`: the graph is made by the engine; `folder`: that graph with the weights of a Hugging Face folder. */
  kind: 'built-in' | 'folder' | 'onnx';
  /** Absolute; absent for `built-in` without files. */
  path?: string;
  /** Of the model file, or of the weights file. */
  fileBytes?: number;
  externalFiles: { path: string; bytes: number }[];
  /** `generate`: token by token with a cache of keys and values; `run`: one pass of the graph a request. */
  task: 'generate' | 'run';
  /** GPT-2's sizes, where they are known. */
  architecture?: 'gpt2' | 'distilgpt2';
  parameters: number;
  /** Bytes of the weights as they lie in the files. */
  weightBytes: number;
  irVersion?: number;
  producer?: string;
  opsets: { domain: string; version: number }[];
  /** Most frequent first. */
  operators: { name: string; count: number }[];
  inputs: InputPlan[];
  outputs: { name: string; type: string; shape: (number | string | null)[] | null }[];
  metadata: Record<string, string>;
  /** Whether a batch greater than one can be run. */
  canBatch: boolean;
  maximumContextTokens?: number;
  /** About the memory that it needs once loaded, weights and runtime, without what grows with the input. */
  neededMemoryBytes: number;
}

/** Outcome of one run of a model with its inputs as planned, in a process of its own. */
export interface DryRun {
  loadMs: number;
  runMs: number;
  /** Shapes as they came. */
  outputs: { name: string; type: string; shape: number[] }[];
  /** What a model that generates said, as text, where it has a tokenizer. */
  text?: string;
}
