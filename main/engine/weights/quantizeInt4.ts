import { bytesOfBlock, weightsOfBlock } from '../gpt/quantizedBlock.ts';

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
