import type { ExternalData } from '../onnx/OnnxGraph.ts';

/** Sound weights on a disk, and where each tensor lies. */
export interface PreparedWeights {
  directory: string;
  fileName: string;
  /** By the tensor's name. */
  data: ReadonlyMap<string, ExternalData>;
  /** Differs when the weights differ, for what is made of them. */
  origin: string;
}
