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

/** A decoder whose next token is the sum of all tokens so far, modulo 17: wrong as soon as it loses any of its past. */
export function writeDecoder(directory: string): string {
  const graph = new OnnxGraph('decoder');
  graph.input('input_ids', 'int64', ['batch_size', 'sequence_length']);
  graph.input('attention_mask', 'int64', ['batch_size', 'past_sequence_length + 1']);
  for (const part of ['key', 'value']) {
    graph.input(`past_key_values.0.${part}`, 'float', ['batch_size', 1, 'past_sequence_length', 1]);
    graph.output(`present.0.${part}`, 'float', ['batch_size', 1, 'total', 1]);
  }
  graph.output('logits', 'float', ['batch_size', 'sequence_length', decoderVocabulary]);
  graph.integers('key_axes', [1, 3]);
  graph.integers('last_axis', [-1]);
  graph.integers('sum_axes', [1, 2]);
  graph.integers('classes', [...Array(decoderVocabulary).keys()]);
  graph.float('modulus', decoderVocabulary);
  graph.float('zero', 0);
  graph.node('Cast', ['input_ids'], 'ids', { to: 1 });
  graph.node('Unsqueeze', ['ids', 'key_axes'], 'new');
  graph.node('Concat', ['past_key_values.0.key', 'new'], 'present.0.key', { axis: 2 });
  graph.node('Concat', ['past_key_values.0.value', 'new'], 'present.0.value', { axis: 2 });
  graph.node('ReduceSum', ['present.0.key', 'sum_axes'], 'sum', { keepdims: 0 });
  graph.node('Unsqueeze', ['sum', 'last_axis'], 'sum_column');
  graph.node('Mod', ['sum_column', 'modulus'], 'rest', { fmod: 1 });
  graph.node('Cast', ['classes'], 'numbers', { to: 1 });
  graph.node('Sub', ['numbers', 'rest'], 'distance');
  graph.node('Abs', ['distance'], 'apart');
  graph.node('Neg', ['apart'], 'closeness');
  graph.node('Mul', ['ids', 'zero'], 'zeros');
  graph.node('Unsqueeze', ['zeros', 'last_axis'], 'zeros_column');
  graph.node('Add', ['zeros_column', 'closeness'], 'logits');
  return written(directory, 'decoder.onnx', graph);
}

function written(directory: string, name: string, graph: OnnxGraph): string {
  const path = join(directory, name);
  writeFileSync(path, graph.encode());
  return path;
}
