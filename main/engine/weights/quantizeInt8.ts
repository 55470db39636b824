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
