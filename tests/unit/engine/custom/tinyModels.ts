import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OnnxGraph } from '../../../../main/engine/onnx/OnnxGraph.ts';

/** y = 2x, of any number of rows of two. */
export function writeDoubling(directory: string): string {
  const graph = new OnnxGraph('doubling');
  graph.input('x', 'float', ['batch', 2]);
  graph.output('y', 'float', ['batch', 2]);
  graph.float('two', 2);
  graph.node('Mul', ['x', 'two'], 'y');
  return written(directory, 'doubling.onnx', graph);
}

/** Takes only widths that are multiples of three, which its shapes do not say. */
export function writePicky(directory: string): string {
  const graph = new OnnxGraph('picky');
  graph.input('x', 'float', ['batch', 'w']);
  graph.output('y', 'float', ['rows', 3]);
  graph.integers('threes', [-1, 3]);
  graph.node('Reshape', ['x', 'threes'], 'y');
  return written(directory, 'picky.onnx', graph);
}

export const decoderVocabulary = 17;

/**
 * A decoder whose next token is the sum, modulo 17, of all tokens so far, of its mask, of the last token and of its
 * position: wrong as soon as it loses any of its past, or is told a wrong mask, position or row of the logits.
 */
export function writeDecoder(directory: string): string {
  const graph = new OnnxGraph('decoder');
  graph.input('input_ids', 'int64', ['batch_size', 'sequence_length']);
  graph.input('attention_mask', 'int64', ['batch_size', 'past_sequence_length + 1']);
  graph.input('position_ids', 'int64', ['batch_size', 'sequence_length']);
  for (const part of ['key', 'value']) {
    graph.input(`past_key_values.0.${part}`, 'float', ['batch_size', 1, 'past_sequence_length', 1]);
    graph.output(`present.0.${part}`, 'float', ['batch_size', 1, 'total', 1]);
  }
  graph.output('logits', 'float', ['batch_size', 'sequence_length', decoderVocabulary]);
  graph.integers('key_axes', [1, 3]);
  graph.integers('row_axis', [1]);
  graph.integers('last_axis', [-1]);
  graph.integers('sum_axes', [1, 2]);
  graph.integers('classes', [...Array(decoderVocabulary).keys()]);
  graph.float('modulus', decoderVocabulary);
  graph.node('Cast', ['input_ids'], 'ids', { to: 1 });
  graph.node('Unsqueeze', ['ids', 'key_axes'], 'new');
  graph.node('Concat', ['past_key_values.0.key', 'new'], 'present.0.key', { axis: 2 });
  graph.node('Concat', ['past_key_values.0.value', 'new'], 'present.0.value', { axis: 2 });
  graph.node('ReduceSum', ['present.0.key', 'sum_axes'], 'sum', { keepdims: 0 });
  graph.node('Unsqueeze', ['sum', 'last_axis'], 'sum_column');
  graph.node('Cast', ['attention_mask'], 'mask', { to: 1 });
  graph.node('ReduceSum', ['mask', 'row_axis'], 'seen');
  graph.node('Unsqueeze', ['seen', 'last_axis'], 'seen_column');
  graph.node('Cast', ['position_ids'], 'positions', { to: 1 });
  graph.node('Add', ['ids', 'positions'], 'own');
  graph.node('Unsqueeze', ['own', 'last_axis'], 'own_column');
  graph.node('Add', ['sum_column', 'seen_column'], 'common');
  graph.node('Add', ['common', 'own_column'], 'whole');
  graph.node('Mod', ['whole', 'modulus'], 'rest', { fmod: 1 });
  graph.node('Cast', ['classes'], 'numbers', { to: 1 });
  graph.node('Sub', ['numbers', 'rest'], 'distance');
  graph.node('Abs', ['distance'], 'apart');
  graph.node('Neg', ['apart'], 'logits');
  return written(directory, 'decoder.onnx', graph);
}

/** What the decoder says after these tokens. */
export function decoderNext(tokens: readonly number[]): number {
  const sum = tokens.reduce((total, token) => total + token, 0);
  return (sum + tokens.length + (tokens.at(-1) ?? 0) + tokens.length - 1) % decoderVocabulary;
}

function written(directory: string, name: string, graph: OnnxGraph): string {
  const path = join(directory, name);
  writeFileSync(path, graph.encode());
  return path;
}
