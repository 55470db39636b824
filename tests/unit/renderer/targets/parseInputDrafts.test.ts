import { describe, expect, it } from 'vitest';
import { emptyDraft, parseInputDrafts } from '../../../../renderer/features/targets/InputsForm.tsx';

const draft = (more: Partial<typeof emptyDraft>) => ({ ...emptyDraft, ...more });

describe('parseInputDrafts', () => {
  it('leaves what is empty to the rules', () => {
    expect(parseInputDrafts({ x: emptyDraft, y: draft({ shape: '  ' }) })).toEqual({ inputs: {} });
  });

  it.each([['1, 3, 48, 320'], ['[1,3,48,320]'], ['1 × 3 × 48 × 320'], ['1x3x48x320']])(
    'reads the shape %s',
    (shape) => {
      expect(parseInputDrafts({ x: draft({ shape }) })).toEqual({ inputs: { x: { shape: [1, 3, 48, 320] } } });
    },
  );

  it('reads numbers, with either minus', () => {
    expect(
      parseInputDrafts({ x: draft({ minimum: '-1.5', maximum: '\u22120.5' }), sr: draft({ value: '16000' }) }),
    ).toEqual({
      inputs: { x: { minimum: -1.5, maximum: -0.5 }, sr: { value: 16_000 } },
    });
  });

  it.each([
    ['shape', '1, two'],
    ['shape', '-1, 4'],
    ['value', 'many'],
    ['maximum', 'Infinity'],
  ] as const)('names the input, the field and the text of a wrong %s', (field, text) => {
    const parsed = parseInputDrafts({ pixels: draft({ [field]: text }) });
    expect(parsed).toEqual({ problem: expect.stringContaining(`The ${field} of pixels is “${text}”`) });
  });
});
