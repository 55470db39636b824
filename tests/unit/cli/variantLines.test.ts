import { describe, expect, it } from 'vitest';
import type { StepResult } from '../../../core/contract/resultDocument.ts';
import { variantLines } from '../../../main/cli/output/runSummary.ts';

const engine = {
  target: 'onnx',
  model: 'gpt2-int8',
  engine: 'onnx',
  provider: 'cpu',
  precision: 'int8',
  weights: 'synthetic',
  providerFallback: { asked: 'auto', refused: [{ provider: 'cuda', reason: 'libcuda.so.1 is missing' }] },
};
const step = (quality: unknown): StepResult => ({ model: 'gpt2-int8', quality }) as StepResult;

describe('variantLines', () => {
  it('tells once for each model what it ran on, why, and what its answers are worth', () => {
    const quality = { reference: 'gpt2 in float32, the same weights', samples: 160, tokenAgreement: 0.971 };
    const lines = variantLines([engine], [step(quality), step(quality)])
      .trim()
      .split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toBe('gpt2-int8 ran on CPU, int8, weights: synthetic.');
    expect(lines[1]).toContain('libcuda.so.1 is missing');
    expect(lines[2]).toMatch(
      /^Quality of gpt2-int8 against gpt2 in float32, the same weights: .*97\.1.*160 positions$/,
    );
  });

  it('says on which target where there are several', () => {
    const quality = {
      reference: 'onnx gpt2, 16 prompts at temperature 0',
      samples: 16,
      exactMatch: 1,
      tokenAgreement: 1,
    };
    const steps = ['openai=http://a', 'openai=http://b'].map((target) => ({ ...step(quality), target }));
    const lines = variantLines([], steps).trim().split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatch(/^Quality of gpt2-int8 on openai=http:\/\/b against onnx gpt2, .*16 outputs$/);
  });

  it('says why quality is absent, and nothing where none was asked for', () => {
    expect(variantLines([], [step({ absent: 'no room for the reference' })])).toContain('no room for the reference');
    expect(variantLines([], [step(undefined)])).toBe('');
  });
});
