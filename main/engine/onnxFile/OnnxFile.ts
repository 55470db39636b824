import type { ElementType } from '../../../core/contract/modelCard.ts';

/** A size, a symbolic name, or null for a size without a name. */
export type ModelDimension = number | string | null;

export interface ModelValue {
  name: string;
  /** The engine's name of the type; for what it cannot feed or read, the format's. */
  type: string;
  /** Absent for what the runtime's binding cannot take: sequences, maps, bfloat16 and the like. */
  element?: ElementType;
  /** Null when the model does not say how many dimensions there are; empty for a scalar. */
  shape: ModelDimension[] | null;
}

/** What can be read of an ONNX file without loading its weights. */
export interface OnnxFile {
  path: string;
  fileBytes: number;
  externalFiles: { path: string; bytes: number }[];
  irVersion: number;
  producer?: string;
  opsets: { domain: string; version: number }[];
  /** Most frequent first; those of subgraphs and functions included. */
  operators: { name: string; count: number }[];
  /** Elements of weights: of floats and of integers up to 16 bits, in initializers and constants. */
  parameters: number;
  /** Of all tensors in the file or beside it, shapes and indexes included. */
  weightBytes: number;
  /** Without those that have a value in the file already. */
  inputs: ModelValue[];
  outputs: ModelValue[];
  metadata: Record<string, string>;
  /** Rows of the table that an input of whole numbers looks up in, where that can be followed: its vocabulary. */
  vocabularies: Record<string, number>;
}

/** What is wrong with a model file, as the second half of a sentence that the file's path begins, and what to do. */
export class OnnxFileError extends Error {
  readonly remedy: string;

  constructor(problem: string, remedy = damagedRemedy) {
    super(problem);
    this.name = 'OnnxFileError';
    this.remedy = remedy;
  }
}

const damagedRemedy = 'Copy or export the model anew; this file is damaged, or is no ONNX model.';
