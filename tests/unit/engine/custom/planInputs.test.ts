import { describe, expect, it } from 'vitest';
import type { ElementType, InputOverride, InputPlan } from '../../../../core/contract/modelCard.ts';
import { planInputs } from '../../../../main/engine/custom/inputs/planInputs.ts';
import type { ModelDimension, OnnxFile } from '../../../../main/engine/onnxFile/OnnxFile.ts';

type Input = [name: string, type: ElementType, shape: ModelDimension[] | null];

function plan(inputs: Input[], overrides: Record<string, InputOverride> = {}, vocabularies = {}): InputPlan[] {
  const file: OnnxFile = {
    path: '/models/m.onnx',
    fileBytes: 1,
    externalFiles: [],
    irVersion: 9,
    opsets: [],
    operators: [],
    parameters: 0,
    weightBytes: 0,
    inputs: inputs.map(([name, type, shape]) => ({ name, type, element: type, shape })),
    outputs: [],
    metadata: {},
    vocabularies,
  };
  return planInputs(file, overrides);
}

describe('planInputs', () => {
  it.each<[string, Input, number[], number | null, InputPlan['fill']]>([
    ['tokens', ['input_ids', 'int64', ['batch', 'seq']], [1, 50], 0, { kind: 'uniform', minimum: 0, maximum: 999 }],
    ['a mask', ['attention_mask', 'int64', ['batch', 'seq']], [1, 50], 0, { kind: 'constant', value: 1 }],
    ['positions', ['position_ids', 'int64', ['batch', 'seq']], [1, 50], 0, { kind: 'positions' }],
    ['token types', ['token_type_ids', 'int64', [null, 'seq']], [1, 50], 0, { kind: 'constant', value: 0 }],
    [
      'a past',
      ['past_key_values.0.key', 'float32', ['b', 2, 'past', 8]],
      [1, 2, 0, 8],
      0,
      { kind: 'constant', value: 0 },
    ],
    ['a sample rate', ['sr', 'int64', []], [], null, { kind: 'constant', value: 16_000 }],
    [
      'a picture',
      ['x', 'float32', ['N', 3, null, null]],
      [1, 3, 224, 224],
      0,
      { kind: 'uniform', minimum: 0, maximum: 1 },
    ],
    [
      'a line of text',
      ['x', 'float32', [null, 3, 48, null]],
      [1, 3, 48, 320],
      0,
      { kind: 'uniform', minimum: 0, maximum: 1 },
    ],
    ['sound', ['waveform', 'float32', [null, null]], [1, 16_000], 0, { kind: 'uniform', minimum: -1, maximum: 1 }],
    ['a state', ['state', 'float32', [2, null, 128]], [2, 1, 128], null, { kind: 'constant', value: 0 }],
    ['lengths', ['input_lengths', 'int64', ['batch']], [1], 0, { kind: 'constant', value: 50 }],
    ['floats', ['a', 'float32', [4, 5]], [4, 5], null, { kind: 'uniform', minimum: -1, maximum: 1 }],
    ['a flag', ['a', 'bool', [1]], [1], null, { kind: 'uniform', minimum: 0, maximum: 1 }],
  ])('knows %s', (_, input, shape, batchAxis, fill) => {
    expect(plan([input])).toMatchObject([{ shape, batchAxis, fill }]);
  });

  it('takes the vocabulary from the table that is looked up in', () => {
    const [ids] = plan([['words', 'int64', ['batch', 4]]], {}, { words: 30_522 });
    expect(ids).toMatchObject({
      fill: { maximum: 30_521 },
      rule: 'token ids by the table it looks up in, drawn from 0 to 30521',
    });
  });

  it('lets overrides win, and sizes of one name be the same everywhere', () => {
    const inputs: Input[] = [
      ['input_ids', 'int64', ['batch', 'seq']],
      ['attention_mask', 'int64', ['batch', 'seq']],
    ];
    const [ids, mask] = plan(inputs, { attention_mask: { shape: [9, 12] }, input_ids: { minimum: 5, maximum: 6 } });
    expect(ids).toMatchObject({ shape: [1, 12], fill: { kind: 'uniform', minimum: 5, maximum: 6 } });
    expect(mask).toMatchObject({ shape: [1, 12], batchAxis: 0 });
  });

  it.each<[string, Input, Record<string, InputOverride>, string, string]>([
    ['an unknown name', ['x', 'float32', [2]], { y: { value: 1 } }, 'no input "y"', 'Its inputs are: x'],
    ['a size that is fixed', ['x', 'float32', ['n', 3]], { x: { shape: [1, 4] } }, 'cannot be [1, 4]', '[n, 3]'],
    ['another rank', ['x', 'float32', ['n', 3]], { x: { shape: [3] } }, 'cannot be [3]', 'inputs.x.shape'],
    ['no rank', ['x', 'float32', null], {}, 'how many dimensions', 'inputs.x.shape'],
    [
      'too many elements',
      ['x', 'float32', ['n', 'w']],
      { x: { shape: [1, 999_999_999] } },
      '999999999 elements',
      'smaller',
    ],
    ['a range that is none', ['x', 'float32', [2]], { x: { minimum: 2, maximum: 1 } }, 'from 2 to 1', 'in that order'],
  ])('refuses %s', (_, input, overrides, reason, remedy) => {
    expect(() => plan([input], overrides)).toThrow(
      expect.objectContaining({
        failure: { reason: expect.stringContaining(reason), remedy: expect.stringContaining(remedy) },
      }),
    );
  });
});
