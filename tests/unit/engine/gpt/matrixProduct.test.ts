import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SeededRandom } from '../../../../core/statistics/SeededRandom.ts';
import { matrixProduct } from '../../../../main/engine/gpt/buildGptGraph.ts';
import { quantizedName, scaleName } from '../../../../main/engine/gpt/graphNames.ts';
import { OnnxGraph } from '../../../../main/engine/onnx/OnnxGraph.ts';
import { sessionOptionsFor } from '../../../../main/engine/providers/sessionOptionsFor.ts';
import { quantizeInt4, quantizeInt8 } from '../../../../main/engine/weights/quantize.ts';

const inputs = 64;
const outputs = 5;
const random = new SeededRandom(11);
const draw = (count: number): Float32Array => Float32Array.from({ length: count }, () => random.uint32() / 2 ** 31 - 1);
const matrix = draw(inputs * outputs);
const activations = draw(inputs);

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'product-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

/** The product by the runtime, with the weights in a file as the engine has them. */
async function byRuntime(
  precision: 'int8' | 'int4',
  made: { quantized: Int8Array | Uint8Array; scale: Float32Array },
  shapes: { quantized: number[]; scale: number[] },
): Promise<number[]> {
  const bytes = Buffer.concat([
    Buffer.from(made.scale.buffer),
    Buffer.from(made.quantized.buffer, made.quantized.byteOffset, made.quantized.byteLength),
  ]);
  writeFileSync(join(directory, 'weights'), bytes);
  const graph = new OnnxGraph('product');
  graph.input('x', 'float', [1, inputs]);
  graph.output('y', 'float', [1, outputs]);
  const place = (offsetBytes: number, lengthBytes: number) => ({ fileName: 'weights', offsetBytes, lengthBytes });
  const scaleBytes = made.scale.byteLength;
  graph.parameter(scaleName('w'), 'float', shapes.scale, place(0, scaleBytes));
  const type = precision === 'int8' ? 'int8' : 'uint8';
  graph.parameter(quantizedName('w'), type, shapes.quantized, place(scaleBytes, made.quantized.byteLength));
  matrixProduct[precision](graph, { input: 'x', matrix: 'w', output: 'y', inputs, outputs });
  const options = sessionOptionsFor({ provider: 'cpu', threads: 1, prepacking: true, weightsDirectory: directory });
  const session = await InferenceSession.create(graph.encode(), options);
  const { y } = await session.run({ x: new Tensor('float32', activations, [1, inputs]) });
  await session.release();
  if (!(y?.data instanceof Float32Array)) throw new TypeError('no product');
  return [...y.data];
}

/** The same in doubles, with the weights and activations as they are after rounding. */
function plain(weight: (input: number, output: number) => number, activation: (input: number) => number): number[] {
  return Array.from({ length: outputs }, (_, output) => {
    let sum = 0;
    for (let input = 0; input < inputs; input += 1) sum += activation(input) * weight(input, output);
    return sum;
  });
}

describe('matrixProduct', () => {
  it('is in int8 what the rounded numbers give: activations in unsigned bytes with one scale and zero point', async () => {
    const made = quantizeInt8(matrix, inputs, outputs);
    const lowest = Math.min(0, ...activations);
    const step = (Math.max(0, ...activations) - lowest) / 255;
    const zero = Math.round(-lowest / step);
    const rounded = (input: number): number =>
      (Math.max(0, Math.min(255, Math.round((activations[input] ?? 0) / step) + zero)) - zero) * step;
    const expected = plain(
      (input, output) => (made.quantized[input * outputs + output] ?? 0) * (made.scale[output] ?? 0),
      rounded,
    );
    const result = await byRuntime('int8', made, { quantized: [inputs, outputs], scale: [outputs] });
    for (const [output, value] of result.entries()) expect(value).toBeCloseTo(expected[output] ?? Number.NaN, 4);
  });

  it('is in int4 what the rounded weights give, but for the rounding of activations to 8 bits', async () => {
    const made = quantizeInt4(matrix, inputs, outputs);
    const weight = (input: number, output: number): number => {
      const block = output * (inputs / 32) + Math.floor(input / 32);
      const byte = made.quantized[block * 16 + Math.floor((input % 32) / 2)] ?? 0;
      return ((input % 2 === 0 ? byte & 15 : byte >> 4) - 8) * (made.scale[block] ?? 0);
    };
    const expected = plain(weight, (input) => activations[input] ?? 0);
    const result = await byRuntime('int4', made, {
      quantized: [outputs, inputs / 32, 16],
      scale: [outputs, inputs / 32],
    });
    // Each of 64 terms is off by half a 127th of its block's largest activation at most.
    const bound = inputs * (0.5 / 127) * Math.max(...matrix.map(Math.abs));
    for (const [output, value] of result.entries())
      expect(Math.abs(value - (expected[output] ?? 0))).toBeLessThan(bound);
  });
});
