import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { openRegularFile } from '../../files/regularFile.ts';
import type { GptConfiguration } from '../gpt/GptConfiguration.ts';
import { gptParameters } from '../gpt/gptParameters.ts';
import type { ExternalData } from '../onnx/OnnxGraph.ts';
import { quantizeInt4, quantizeInt8 } from './quantize.ts';
import { type PreparedWeights, paddingAfter, type WeightsLayout } from './weightsLayout.ts';

const quantize = { int8: quantizeInt8, int4: quantizeInt4 } as const;

/** The content of a variant's file, tensor by tensor, made of the float32 weights. */
export async function* variantPieces(
  layout: WeightsLayout,
  configuration: GptConfiguration,
  precision: 'int8' | 'int4',
  source: PreparedWeights,
): AsyncGenerator<Uint8Array> {
  const shapes = new Map(gptParameters(configuration).map(({ name, shape }) => [name, shape]));
  const { file } = await openRegularFile(join(source.directory, source.fileName));
  try {
    let made: { parameter: string; quantized: Uint8Array; scale: Uint8Array } | undefined;
    for (const [index, place] of layout.places.entries()) {
      const where = source.data.get(place.parameter);
      if (where === undefined) throw new Error(`the weights have no ${place.parameter}`);
      if (place.part === 'values') {
        yield bytesOf(await readFloats(file, where));
      } else {
        if (made?.parameter !== place.parameter) {
          const values = await readFloats(file, where);
          made = {
            parameter: place.parameter,
            ...quantized(values, shapes.get(place.parameter) ?? [], place.parameter),
          };
        }
        yield place.part === 'quantized' ? made.quantized : made.scale;
      }
      const padding = paddingAfter(layout, index);
      if (padding.length > 0) yield padding;
    }
  } finally {
    await file.close();
  }

  function quantized(
    values: Float32Array,
    [rows = 0, columns = 0]: readonly number[],
    parameter: string,
  ): { quantized: Uint8Array; scale: Uint8Array } {
    // The token embedding is [out, in] as an output projection; linear layers are [in, out].
    const isEmbedding = parameter === 'wte.weight';
    const [inputs, outputs] = isEmbedding ? [columns, rows] : [rows, columns];
    const matrix = isEmbedding ? transposed(values, rows, columns) : values;
    const made = quantize[precision](matrix, inputs, outputs);
    return { quantized: bytesOf(made.quantized), scale: bytesOf(made.scale) };
  }
}

function bytesOf(array: Float32Array | Int8Array | Uint8Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

async function readFloats(file: FileHandle, { offsetBytes, lengthBytes }: ExternalData): Promise<Float32Array> {
  const values = new Float32Array(lengthBytes / Float32Array.BYTES_PER_ELEMENT);
  const bytes = bytesOf(values);
  for (let done = 0; done < lengthBytes; ) {
    const { bytesRead } = await file.read(bytes, done, lengthBytes - done, offsetBytes + done);
    if (bytesRead === 0) throw new Error('the weights file ends too early');
    done += bytesRead;
  }
  return values;
}

function transposed(values: Float32Array, rows: number, columns: number): Float32Array {
  const result = new Float32Array(values.length);
  for (let row = 0, at = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1, at += 1) result[column * rows + row] = values[at] ?? 0;
  }
  return result;
}
