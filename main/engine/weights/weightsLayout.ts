import { elementCount } from '../gpt/elementCount.ts';
import type { GptConfiguration } from '../gpt/GptConfiguration.ts';
import { type GptParameter, gptParameters } from '../gpt/gptParameters.ts';

/** One weight tensor and its place in the weights file. */
export interface WeightPlace extends GptParameter {
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
const floatBytes = 4;

/** Where each tensor lies in the weights file: after the header, in order, each at a multiple of 64 bytes. */
export function weightsLayout(configuration: GptConfiguration): WeightsLayout {
  let offsetBytes = weightsHeaderBytes;
  const places = gptParameters(configuration).map((parameter) => {
    const lengthBytes = elementCount(parameter.shape) * floatBytes;
    const place = { ...parameter, offsetBytes, lengthBytes };
    offsetBytes = Math.ceil((offsetBytes + lengthBytes) / alignmentBytes) * alignmentBytes;
    return place;
  });
  return { sizeBytes: offsetBytes, places };
}
