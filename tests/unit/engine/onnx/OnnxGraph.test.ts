import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { OnnxGraph } from '../../../../main/engine/onnx/OnnxGraph.ts';

describe('OnnxGraph', () => {
  it('writes the smallest model byte for byte', () => {
    const graph = new OnnxGraph('g');
    graph.input('x', 'float', ['n']);
    graph.output('y', 'float', [2]);
    graph.node('Neg', ['x'], 'y');
    const node = '0a0178' + '120179' + '1a054e65673a79' + '22034e6567';
    const shapes = { named: '0a03120' + '16e', fixed: '0a020802' };
    const value = (name: string, shape: string): string => {
      const tensorType = `080112${byteLength(shape)}${shape}`;
      const type = `0a${byteLength(tensorType)}${tensorType}`;
      return `0a01${name}12${byteLength(type)}${type}`;
    };
    const input = value('78', shapes.named);
    const output = value('79', shapes.fixed);
    const body =
      `0a${byteLength(node)}${node}120167` + `5a${byteLength(input)}${input}62${byteLength(output)}${output}`;
    const producer = Buffer.from('inferneo-bench').toString('hex');
    const expected = `0809120e${producer}3a${byteLength(body)}${body}42021014`;
    expect(Buffer.from(graph.encode()).toString('hex')).toBe(expected);
  });

  it('makes models that the runtime loads and runs, with every kind of attribute and constant', async () => {
    const graph = new OnnxGraph('all kinds');
    graph.input('x', 'float', ['rows', 2]);
    graph.output('y', 'float', [2, 'rows']);
    graph.output('z', 'float', ['rows', 2]);
    graph.output('w', 'int64', ['three']);
    graph.node('Transpose', ['x'], 'y', { perm: [1, 0] });
    graph.node('LeakyRelu', ['x'], 'leaky', { alpha: { float: 0.5 } });
    graph.float('two', 2);
    graph.node('Mul', ['leaky', 'two'], 'doubled');
    graph.node('Gelu', ['doubled'], 'gelu', { approximate: 'tanh' });
    graph.node('Sub', ['doubled', 'gelu'], 'z');
    graph.integers('list', [-1, 0, 5]);
    graph.integers('scalar', 7);
    graph.node('Add', ['list', 'scalar'], 'w');
    const session = await InferenceSession.create(graph.encode(), { logSeverityLevel: 3 });
    const x = new Tensor('float32', Float32Array.of(1, -1, 0, 2), [2, 2]);
    const { y, z, w } = await session.run({ x });
    await session.release();
    expect(y?.data).toEqual(Float32Array.of(1, 0, -1, 2));
    expect(w?.data).toEqual(BigInt64Array.of(6n, 7n, 12n));
    const gelu = (v: number): number => 0.5 * v * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (v + 0.044715 * v ** 3)));
    const expected = [2, -1, 0, 4].map((v) => v - gelu(v));
    const difference = expected.map((value, index) => Math.abs(value - Number(z?.data[index])));
    expect(Math.max(...difference)).toBeLessThan(1e-5);
  });
});

/** Length in bytes of a hex string, as one hex byte. */
function byteLength(hex: string): string {
  return (hex.length / 2).toString(16).padStart(2, '0');
}
