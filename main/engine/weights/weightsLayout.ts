import { elementCount } from '../gpt/gptParameters.ts';
import type { VariantTensor } from '../gpt/variantTensors.ts';
import type { ExternalData } from '../onnx/OnnxGraph.ts';

/** One tensor and its place in a weights file. */
interface WeightPlace extends VariantTensor {
  offsetBytes: number;
  lengthBytes: number;
}

export interface WeightsLayout {
  sizeBytes: number;
  places: WeightPlace[];
}

/** The head of the file, where it describes itself; a page, so that the tensors behind it map cleanly. */
export const weightsHeaderBytes = 4096;
/** A cache line: the widest vector loads of the processors in use start on one. */
const alignmentBytes = 64;
const elementBytes = { float: 4, int8: 1, uint8: 1 } as const;

/** Where each tensor lies in a weights file: after the header, in order, each at a multiple of 64 bytes. */
export function weightsLayout(tensors: readonly VariantTensor[]): WeightsLayout {
  let offsetBytes = weightsHeaderBytes;
  const places = tensors.map((tensor) => {
    const lengthBytes = elementCount(tensor.shape) * elementBytes[tensor.type];
    const place = { ...tensor, offsetBytes, lengthBytes };
    offsetBytes = Math.ceil((offsetBytes + lengthBytes) / alignmentBytes) * alignmentBytes;
    return place;
  });
  return { sizeBytes: offsetBytes, places };
}

/** Zeros between a tensor and the next, or the end of the file. */
export function paddingAfter({ places, sizeBytes }: WeightsLayout, index: number): Uint8Array {
  const place = places[index];
  if (place === undefined) return new Uint8Array(0);
  const next = places[index + 1]?.offsetBytes ?? sizeBytes;
  return new Uint8Array(next - place.offsetBytes - place.lengthBytes);
}

/** The same as the entries of an ONNX model that point into the file. */
export function dataOf({ places }: WeightsLayout, fileName: string): Map<string, ExternalData> {
  return new Map(places.map(({ name, offsetBytes, lengthBytes }) => [name, { fileName, offsetBytes, lengthBytes }]));
}

/** Sound weights on a disk, and where each tensor lies. */
export interface PreparedWeights {
  directory: string;
  fileName: string;
  /** By the tensor's name. */
  data: ReadonlyMap<string, ExternalData>;
  /** Differs when the weights differ, for what is made of them. */
  origin: string;
}
