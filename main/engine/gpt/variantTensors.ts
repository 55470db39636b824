import type { Precision } from '../../../core/contract/engineProtocol.ts';
import type { ElementType } from '../onnx/OnnxGraph.ts';
import type { GptConfiguration } from './GptConfiguration.ts';
import { gptParameters, isLinearWeight } from './gptParameters.ts';
import { outputProjection, quantizedName, scaleName } from './graphNames.ts';

/** A tensor as a variant of the model stores it: a parameter as it is, or a matrix in few bits, or its scales. */
export interface VariantTensor {
  name: string;
  type: Extract<ElementType, 'float' | 'int8' | 'uint8'>;
  shape: readonly number[];
  part: 'values' | 'quantized' | 'scale';
  /** The parameter that it is made of. */
  parameter: string;
}

/**
 * All tensors of a variant, in the order of its file. Less precision concerns the matrices that are multiplied by: those
 * of the linear layers and the output projection, which then has a matrix of its own beside the token embedding. The
 * embeddings themselves are only looked up, a row a token, and stay float; so do biases and gains.
 *
 * int8: a matrix [in, out] and a scale for each output. int4: [out, blocks, bytes], a scale for each block (see
 * {@link weightsOfBlock}).
 */
export function variantTensors(configuration: GptConfiguration, precision: Precision): VariantTensor[] {
  return gptParameters(configuration).flatMap(({ name, shape }): VariantTensor[] => {
    const values: VariantTensor = { name, type: 'float', shape, part: 'values', parameter: name };
    const [rows = 0, columns = 0] = shape;
    if (precision === 'float32') return [values];
    if (isLinearWeight({ name, shape })) return quantizedPair(precision, name, name, rows, columns);
    // The embedding is [out, in] as an output projection.
    if (name === 'wte.weight') return [values, ...quantizedPair(precision, outputProjection, name, columns, rows)];
    return [values];
  });
}

function quantizedPair(
  precision: 'int8' | 'int4',
  name: string,
  parameter: string,
  inputs: number,
  outputs: number,
): VariantTensor[] {
  const blocks = Math.ceil(inputs / weightsOfBlock);
  const quantized = { name: quantizedName(name), part: 'quantized', parameter } as const;
  const scale = { name: scaleName(name), type: 'float', part: 'scale', parameter } as const;
  return precision === 'int8'
    ? [
        { ...quantized, type: 'int8', shape: [inputs, outputs] },
        { ...scale, shape: [outputs] },
      ]
    : [
        { ...quantized, type: 'uint8', shape: [outputs, blocks, bytesOfBlock] },
        { ...scale, shape: [outputs, blocks] },
      ];
}

/**
 * In int4 this many weights of one output share a scale. The runtime takes 16 to 256; 32 loses least of those that run
 * at full speed.
 */
export const weightsOfBlock = 32;
/** Two weights in a byte, the earlier in its lower half. */
export const bytesOfBlock = weightsOfBlock / 2;
