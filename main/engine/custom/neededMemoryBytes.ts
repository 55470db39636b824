import type { OnnxFile } from '../onnxFile/OnnxFile.ts';

const runtimeBytes = 60_000_000;
/** Measured with 498 MB of weights: 912 MB in memory from the model's own file, 770 MB from files beside it. */
const copiesOfOwnWeights = 1.75;
const copiesOfExternalWeights = 1.45;

/** About what a model takes once loaded, without what grows with its inputs. */
export function neededMemoryBytes({ externalFiles, weightBytes }: OnnxFile): number {
  const copies = externalFiles.length > 0 ? copiesOfExternalWeights : copiesOfOwnWeights;
  return Math.round(runtimeBytes + copies * weightBytes);
}
