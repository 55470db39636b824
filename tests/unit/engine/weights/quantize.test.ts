import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quantizeInt4, quantizeInt8 } from '../../../../main/engine/weights/quantize.ts';

const matrices = fc
  .record({ inputs: fc.integer({ min: 1, max: 70 }), outputs: fc.integer({ min: 1, max: 5 }), seed: fc.integer() })
  .chain(({ inputs, outputs }) =>
    fc
      .array(fc.float({ min: -4, max: 4, noNaN: true }), { minLength: inputs * outputs, maxLength: inputs * outputs })
      .map((values) => ({ inputs, outputs, values: Float32Array.from(values) })),
  );

describe('quantizeInt8', () => {
  it('gives the codes and scales that were worked out by hand', () => {
    const { quantized, scale } = quantizeInt8(Float32Array.of(1.28, -2, -0.62, 1, 0, 0), 3, 2);
    expect([...quantized]).toEqual([64, -64, -31, 32, 0, 0]);
    expect(scale[0]).toBeCloseTo(0.02, 7);
    expect(scale[1]).toBe(2 / 64);
  });

  it('stays where two products of bytes fit into 16 bits', () => {
    const { quantized } = quantizeInt8(Float32Array.of(-3, 3, 1e-20, 7), 4, 1);
    expect(2 * 255 * Math.max(...quantized.map(Math.abs))).toBeLessThanOrEqual(32_767);
  });

  it('comes back within half a step of its column', () => {
    fc.assert(
      fc.property(matrices, ({ inputs, outputs, values }) => {
        const { quantized, scale } = quantizeInt8(values, inputs, outputs);
        values.forEach((value, at) => {
          const step = scale[at % outputs] ?? 0;
          expect(Math.abs((quantized[at] ?? 0) * step - value)).toBeLessThanOrEqual(step * 0.5001 + 1e-30);
        });
      }),
    );
  });
});

describe('quantizeInt4', () => {
  /** What a code stands for, read as the runtime's description of the format says. */
  function weightOf(made: ReturnType<typeof quantizeInt4>, inputs: number, output: number, input: number): number {
    const blocks = Math.ceil(inputs / 32);
    const block = output * blocks + Math.floor(input / 32);
    const byte = made.quantized[block * 16 + Math.floor((input % 32) / 2)] ?? 0;
    const code = input % 2 === 0 ? byte % 16 : Math.floor(byte / 16);
    return (code - 8) * (made.scale[block] ?? 0);
  }

  it('gives the weight of the largest magnitude exactly, and fills the last block with zeros', () => {
    const values = Float32Array.from({ length: 33 }, (_, index) => (index === 32 ? -0.5 : (index - 16) / 2));
    const made = quantizeInt4(values, 33, 1);
    expect(made.scale.length).toBe(2);
    expect(weightOf(made, 33, 0, 0)).toBe(-8);
    expect(weightOf(made, 33, 0, 32)).toBe(-0.5);
    expect(made.quantized[16]).toBe(0x80);
    expect([...made.quantized.subarray(17)]).toEqual(new Array(15).fill(0x88));
  });

  it('comes back within one step of its block', () => {
    fc.assert(
      fc.property(matrices, ({ inputs, outputs, values }) => {
        const made = quantizeInt4(values, inputs, outputs);
        values.forEach((value, at) => {
          const output = at % outputs;
          const input = Math.floor(at / outputs);
          const blocks = Math.ceil(inputs / 32);
          const step = Math.abs(made.scale[output * blocks + Math.floor(input / 32)] ?? 0);
          expect(Math.abs(weightOf(made, inputs, output, input) - value)).toBeLessThanOrEqual(step * 1.001 + 1e-30);
        });
      }),
    );
  });
});
