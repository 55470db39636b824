import { bytesOfBlock, weightsOfBlock } from '../gpt/variantTensors.ts';

/** The code that stands for zero: codes 0 to 15 are −8 to 7 times the scale. */
const zeroCode = 8;
const highestCode = 15;

/**
 * Rounds a matrix to 4 bits, in blocks of weights of one output that share a scale: `value ≈ (code − 8) × scale`. The
 * weight of the largest magnitude in a block gets the code 0, the farthest from zero, so that the range is used whole.
 *
 * @param values [inputs, outputs], row by row.
 * @returns `quantized` [outputs, blocks, bytes], the earlier of two weights in the lower half of a byte, and `scale`
 * [outputs, blocks]; a last block that is not full is filled up with zeros.
 */
export function quantizeInt4(
  values: Float32Array,
  inputs: number,
  outputs: number,
): { quantized: Uint8Array; scale: Float32Array } {
  const blocks = Math.ceil(inputs / weightsOfBlock);
  const quantized = new Uint8Array(outputs * blocks * bytesOfBlock).fill(zeroCode | (zeroCode << 4));
  const scale = new Float32Array(outputs * blocks);
  for (let output = 0; output < outputs; output += 1) {
    for (let block = 0; block < blocks; block += 1) {
      const first = block * weightsOfBlock;
      const end = Math.min(first + weightsOfBlock, inputs);
      let extreme = 0;
      for (let input = first; input < end; input += 1) {
        const value = values[input * outputs + output] ?? 0;
        if (Math.abs(value) > Math.abs(extreme)) extreme = value;
      }
      const step = Math.fround(extreme / -zeroCode);
      scale[output * blocks + block] = step;
      if (step === 0) continue;
      const start = (output * blocks + block) * bytesOfBlock;
      for (let input = first; input < end; input += 1) {
        const code = Math.round((values[input * outputs + output] ?? 0) / step) + zeroCode;
        const kept = Math.max(0, Math.min(highestCode, code));
        const byte = start + ((input - first) >> 1);
        const isUpper = ((input - first) & 1) === 1;
        const other = (quantized[byte] ?? 0) & (isUpper ? 0x0f : 0xf0);
        quantized[byte] = other | (isUpper ? kept << 4 : kept);
      }
    }
  }
  return { quantized, scale };
}

/**
 * Largest magnitude: symmetric, so that zero stays zero and no zero point is needed. Not 127: processors without VNNI add
 * two products of an unsigned and a signed byte in 16 bits and saturate, which would make a model's answers depend on the
 * processor. 2 × 255 × 64 is the most that fits.
 */
const largest = 64;

/**
 * Rounds a matrix to 8-bit integers with one scale for each output (column): `value ≈ quantized × scale`. Symmetric
 * round-to-nearest, as in Jacob et al., *Quantization and training of neural networks for efficient
 * integer-arithmetic-only inference*, CVPR 2018, without a zero point.
 *
 * @param values [inputs, outputs], row by row.
 * @returns `quantized` [inputs, outputs] and `scale` [outputs].
 */
export function quantizeInt8(
  values: Float32Array,
  inputs: number,
  outputs: number,
): { quantized: Int8Array; scale: Float32Array } {
  const scale = new Float32Array(outputs);
  for (let row = 0, at = 0; row < inputs; row += 1) {
    for (let column = 0; column < outputs; column += 1, at += 1) {
      const magnitude = Math.abs(values[at] ?? 0);
      if (magnitude > (scale[column] ?? 0)) scale[column] = magnitude;
    }
  }
  for (let column = 0; column < outputs; column += 1) scale[column] = (scale[column] ?? 0) / largest;
  const quantized = new Int8Array(inputs * outputs);
  for (let row = 0, at = 0; row < inputs; row += 1) {
    for (let column = 0; column < outputs; column += 1, at += 1) {
      const step = scale[column] ?? 0;
      quantized[at] = step === 0 ? 0 : Math.max(-largest, Math.min(largest, Math.round((values[at] ?? 0) / step)));
    }
  }
  return { quantized, scale };
}
