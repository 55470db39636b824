import type { Precision } from '../../../core/contract/engineProtocol.ts';
import type { OnnxGraph } from '../onnx/OnnxGraph.ts';
import { quantizedName, scaleName } from './graphNames.ts';
import { weightsOfBlock } from './quantizedBlock.ts';

/** A product with a matrix of the model: the names of both, of the result, and the matrix's sizes. */
export interface Product {
  input: string;
  matrix: string;
  output: string;
  inputs: number;
  outputs: number;
}

/** Set of operators that ONNX Runtime adds to the standard. */
const runtimeOperators = 'com.microsoft';
/** The runtime's code for "multiply in 8-bit integers": activations are rounded to them in each block. */
const accuracyInt8 = 4;

/** Adds `input` times the matrix, in the operator of a precision, and returns the result's name. */
export const matrixProduct: Record<Precision, (graph: OnnxGraph, product: Product) => string> = {
  float32: (graph, { input, matrix, output }) => graph.node('MatMul', [input, matrix], output),

  /**
   * Activations are rounded to 8 bits, too, with one scale for the whole tensor: the tokens that are read together and the
   * items of a batch share it, so that what each comes out as depends a little on the others.
   */
  int8: (graph, { input, matrix, output }) => {
    const operator = { domain: runtimeOperators, name: 'DynamicQuantizeMatMul' };
    return graph.node(operator, [input, quantizedName(matrix), scaleName(matrix)], output);
  },

  int4: (graph, { input, inputs, matrix, output, outputs }) => {
    const operator = { domain: runtimeOperators, name: 'MatMulNBits' };
    return graph.node(operator, [input, quantizedName(matrix), scaleName(matrix)], output, {
      K: inputs,
      N: outputs,
      bits: 4,
      block_size: weightsOfBlock,
      accuracy_level: accuracyInt8,
    });
  },
};
