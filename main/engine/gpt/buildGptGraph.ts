import type { Precision } from '../../../core/contract/engineProtocol.ts';
import { type ExternalData, elementType, OnnxGraph } from '../onnx/OnnxGraph.ts';
import type { GptConfiguration } from './GptConfiguration.ts';
import { graphNames, outputProjection, quantizedName, scaleName } from './graphNames.ts';
import { variantTensors, weightsOfBlock } from './variantTensors.ts';

/** Added to the score of a position that must not be seen: far below any score, and finite so that no NaN can arise. */
const hiddenScore = -1e30;
const normalisationEpsilon = 1e-5;

/** What the parts of the graph are built from. */
interface Build {
  graph: OnnxGraph;
  configuration: GptConfiguration;
  precision: Precision;
}

/**
 * Builds a GPT-2 as an ONNX model: of standard operators in float32, with products in few bits by ONNX Runtime's own in
 * the other precisions. Weights stay in files: `data` says where each tensor of {@link variantTensors} lies.
 *
 * Inputs: `input_ids` int64 [batch, sequence]; `top_k` int64 [1]; `past_key_i`, `past_value_i` float
 * [past, batch, heads, head width] of each layer, all of length zero for a first pass.
 * Outputs: `new_key_i`, `new_value_i` float [sequence, batch, heads, head width], to be appended to the past by the
 * caller; `top_values` float and `top_tokens` int32 [batch, top_k], the largest logits of the last position in falling
 * order.
 *
 * The past comes first in memory and only what is new goes out, because the runtime copies every output: a growing
 * cache as an output would be copied whole for each token. Positions and the causal mask follow from the length of the
 * past. There is no padding mask: all items of a batch have the same length.
 *
 * @throws {Error} when `data` lacks a parameter.
 */
export function buildGptGraph(
  configuration: GptConfiguration,
  precision: Precision,
  data: ReadonlyMap<string, ExternalData>,
): OnnxGraph {
  const graph = new OnnxGraph('gpt2');
  const build = { graph, configuration, precision };
  declareParameters(build, data);
  declareInterface(graph, configuration);
  const positions = addPositions(graph);
  let stream = addEmbedding(graph, positions);
  for (let layer = 0; layer < configuration.layers; layer += 1) {
    stream = addAttention(build, layer, stream);
    stream = addFeedForward(build, layer, stream);
  }
  addOutputs(build, stream);
  return graph;
}

function declareParameters({ graph, configuration, precision }: Build, data: ReadonlyMap<string, ExternalData>): void {
  for (const { name, shape, type } of variantTensors(configuration, precision)) {
    const place = data.get(name);
    if (place === undefined) throw new Error(`no data for the parameter ${name}`);
    graph.parameter(name, type, shape, place);
  }
}

function declareInterface(graph: OnnxGraph, configuration: GptConfiguration): void {
  const { heads, hidden, layers } = configuration;
  graph.input(graphNames.inputIds, 'int64', ['batch', 'sequence']);
  graph.input(graphNames.topK, 'int64', [1]);
  for (let layer = 0; layer < layers; layer += 1) {
    graph.input(graphNames.pastKey(layer), 'float', ['past', 'batch', heads, hidden / heads]);
    graph.input(graphNames.pastValue(layer), 'float', ['past', 'batch', heads, hidden / heads]);
    graph.output(graphNames.newKey(layer), 'float', ['sequence', 'batch', heads, hidden / heads]);
    graph.output(graphNames.newValue(layer), 'float', ['sequence', 'batch', heads, hidden / heads]);
  }
  graph.output(graphNames.topValues, 'float', ['batch', 'top_k']);
  graph.output(graphNames.topTokens, 'int32', ['batch', 'top_k']);

  graph.integers('zero', 0);
  graph.integers('one', 1);
  graph.integers('last', -1);
  graph.integers('axis_one', [1]);
  graph.integers('split_heads', [0, 0, heads, hidden / heads]);
  graph.integers('join_heads', [0, 0, hidden]);
  graph.float('score_scale', 1 / Math.sqrt(hidden / heads));
  graph.float('visible_score', 0);
  graph.float('hidden_score', hiddenScore);
}

/** Positions [sequence] of the new tokens, and the mask [sequence, past + sequence] that hides what comes after each. */
function addPositions(graph: OnnxGraph): string {
  const pastLength = graph.node('Shape', [graphNames.pastKey(0)], 'past_length', { start: 0, end: 1 });
  const sequenceLength = graph.node('Shape', [graphNames.inputIds], 'sequence_length', { start: 1, end: 2 });
  const totalLength = graph.node('Add', [pastLength, sequenceLength], 'total_length');
  const past = graph.node('Squeeze', [pastLength], 'past');
  const total = graph.node('Squeeze', [totalLength], 'total');
  const positions = graph.node('Range', [past, total, 'one'], 'positions');

  const keyPositions = graph.node('Range', ['zero', total, 'one'], 'key_positions');
  const queryPositions = graph.node('Unsqueeze', [positions, 'axis_one'], 'query_positions');
  const visible = graph.node('LessOrEqual', [keyPositions, queryPositions], 'visible');
  graph.node('Where', [visible, 'visible_score', 'hidden_score'], 'mask');
  return positions;
}

/** The residual stream [sequence, batch, hidden]: sequence first, so that keys and values need no reordering. */
function addEmbedding(graph: OnnxGraph, positions: string): string {
  const ids = graph.node('Transpose', [graphNames.inputIds], 'ids', { perm: [1, 0] });
  const tokens = graph.node('Gather', ['wte.weight', ids], 'token_embedding', { axis: 0 });
  const places = graph.node('Gather', ['wpe.weight', positions], 'position_rows', { axis: 0 });
  const spread = graph.node('Unsqueeze', [places, 'axis_one'], 'position_embedding');
  return graph.node('Add', [tokens, spread], 'embedding');
}

function addAttention(build: Build, layer: number, stream: string): string {
  const { graph } = build;
  const { hidden } = build.configuration;
  const name = `h.${layer}.attn`;
  const normalised = addNormalisation(graph, `h.${layer}.ln_1`, stream);
  const projected = addLinear(build, `${name}.c_attn`, normalised, hidden, 3 * hidden);
  const parts = ['query', 'key', 'value'].map((part) => `${name}.${part}`);
  graph.nodeOf('Split', [projected], parts, { axis: 2, num_outputs: 3 });
  const split = (part: string, output: string): string =>
    graph.node('Reshape', [`${name}.${part}`, 'split_heads'], output);

  const query = split('query', `${name}.query_heads`);
  const newKey = split('key', graphNames.newKey(layer));
  const newValue = split('value', graphNames.newValue(layer));
  const key = graph.node('Concat', [graphNames.pastKey(layer), newKey], `${name}.keys`, { axis: 0 });
  const value = graph.node('Concat', [graphNames.pastValue(layer), newValue], `${name}.values`, { axis: 0 });

  const queryByHead = graph.node('Transpose', [query], `${name}.query_by_head`, { perm: [1, 2, 0, 3] });
  const keyByHead = graph.node('Transpose', [key], `${name}.key_by_head`, { perm: [1, 2, 3, 0] });
  const valueByHead = graph.node('Transpose', [value], `${name}.value_by_head`, { perm: [1, 2, 0, 3] });
  const scores = graph.node('MatMul', [queryByHead, keyByHead], `${name}.scores`);
  const scaled = graph.node('Mul', [scores, 'score_scale'], `${name}.scaled`);
  const masked = graph.node('Add', [scaled, 'mask'], `${name}.masked`);
  const shares = graph.node('Softmax', [masked], `${name}.shares`, { axis: 3 });
  const mixed = graph.node('MatMul', [shares, valueByHead], `${name}.mixed`);
  const bySequence = graph.node('Transpose', [mixed], `${name}.by_sequence`, { perm: [2, 0, 1, 3] });
  const joined = graph.node('Reshape', [bySequence, 'join_heads'], `${name}.joined`);
  const added = addLinear(build, `${name}.c_proj`, joined, hidden, hidden);
  return graph.node('Add', [stream, added], `${name}.stream`);
}

function addFeedForward(build: Build, layer: number, stream: string): string {
  const { graph } = build;
  const { hidden } = build.configuration;
  const name = `h.${layer}.mlp`;
  const normalised = addNormalisation(graph, `h.${layer}.ln_2`, stream);
  const widened = addLinear(build, `${name}.c_fc`, normalised, hidden, 4 * hidden);
  const activated = graph.node('Gelu', [widened], `${name}.activated`, { approximate: 'tanh' });
  const added = addLinear(build, `${name}.c_proj`, activated, 4 * hidden, hidden);
  return graph.node('Add', [stream, added], `${name}.stream`);
}

/** Only the last position goes through the output projection: it alone decides the next token. */
function addOutputs(build: Build, stream: string): void {
  const { graph } = build;
  const lastRow = graph.node('Gather', [stream, 'last'], 'last_row', { axis: 0 });
  const normalised = addNormalisation(graph, 'ln_f', lastRow);
  const logits = addOutputProjection(build, normalised);
  graph.nodeOf('TopK', [logits, graphNames.topK], [graphNames.topValues, 'top_indices'], { axis: 1 });
  graph.node('Cast', ['top_indices'], graphNames.topTokens, { to: elementType.int32 });
}

function addNormalisation(graph: OnnxGraph, name: string, stream: string): string {
  return graph.node('LayerNormalization', [stream, `${name}.weight`, `${name}.bias`], `${name}.out`, {
    axis: -1,
    epsilon: { float: normalisationEpsilon },
  });
}

/** In float32 the token embedding itself, [out, in]; in few bits a matrix made of it, as for any other product. */
function addOutputProjection({ graph, configuration, precision }: Build, input: string): string {
  if (precision === 'float32') return graph.node('Gemm', [input, 'wte.weight'], 'logits', { transB: 1 });
  const { hidden, vocabulary } = configuration;
  const product = { input, matrix: outputProjection, output: 'logits', inputs: hidden, outputs: vocabulary };
  return matrixProduct[precision](graph, product);
}

function addLinear(build: Build, name: string, input: string, inputs: number, outputs: number): string {
  const { graph, precision } = build;
  const product = { input, matrix: `${name}.weight`, output: `${name}.product`, inputs, outputs };
  return graph.node('Add', [matrixProduct[precision](graph, product), `${name}.bias`], `${name}.out`);
}

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
