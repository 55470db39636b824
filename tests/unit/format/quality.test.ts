import { describe, expect, it } from 'vitest';
import { formatShare } from '../../../core/format/numbers.ts';
import { qualitySentence } from '../../../core/format/qualityFigures.ts';
import { formatShape } from '../../../core/format/quantities.ts';
import { fallbackSentence, formatModelName } from '../../../core/format/targetWords.ts';
import { plainSpaces } from './plainSpaces.ts';

describe('quality in words', () => {
  it('says every figure that was measured and what it rests on', () => {
    const quality = {
      reference: 'gpt2',
      samples: 160,
      tokenAgreement: 0.971,
      logitCosine: 0.9996,
      klDivergence: 0.0012,
    };
    expect(plainSpaces(qualitySentence(quality))).toBe(
      'top-1 agreement 97.1 %, logit cosine 0.9996, KL 0.0012 nats, 160 positions',
    );
    expect(plainSpaces(qualitySentence({ reference: 'x', samples: 1, accuracy: 1 }))).toBe('accuracy 100 %, 1 sample');
  });

  it('tells what outputs agree in from what positions do', () => {
    const quality = {
      reference: 'openai gpt2 at http://127.0.0.1:8000, 16 prompts at temperature 0',
      samples: 16,
      exactMatch: 0.75,
      tokenAgreement: 0.968_75,
    };
    expect(plainSpaces(qualitySentence(quality))).toBe('token agreement 96.9 %, exact match 75.0 %, 16 outputs');
  });

  it('never rounds to a whole agreement what is not one', () => {
    expect(plainSpaces(formatShare(0.9998))).toBe('99.98 %');
    expect(qualitySentence({ reference: 'x', samples: 2, logitCosine: 0.999_996 })).toContain('0.999996');
  });
});

describe('engines and models in words', () => {
  it('says why another provider was used', () => {
    const engine = {
      provider: 'cpu',
      providerFallback: { asked: 'cuda', refused: [{ provider: 'cuda', reason: 'no driver.' }] },
    };
    expect(fallbackSentence(engine)).toBe('CUDA was asked for; it ran on CPU. CUDA does not work here: no driver.');
    expect(fallbackSentence({ provider: 'cpu' })).toBeUndefined();
  });

  it('names a variant once', () => {
    expect(formatModelName({ name: 'DistilGPT-2', dtype: 'int8' })).toBe('DistilGPT-2 · int8');
    expect(formatModelName({ name: 'GPT-2 int8', dtype: 'int8' })).toBe('GPT-2 int8');
    expect(formatModelName({ name: 'GPT-2', dtype: 'float32' })).toBe('GPT-2');
  });

  it('writes shapes with their unknown sizes', () => {
    expect(formatShape([1, 'batch', null])).toBe('[1, batch, ?]');
    expect(formatShape(null)).toBe('any rank');
  });
});
