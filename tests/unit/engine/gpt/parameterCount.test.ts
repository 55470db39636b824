import { describe, expect, it } from 'vitest';
import { builtInModels } from '../../../../main/engine/gpt/GptConfiguration.ts';
import { parameterCount } from '../../../../main/engine/gpt/gptParameters.ts';

describe('parameterCount', () => {
  it('is that of the published GPT-2 and DistilGPT-2', () => {
    expect(parameterCount(builtInModels.gpt2)).toBe(124_439_808);
    expect(parameterCount(builtInModels.distilgpt2)).toBe(81_912_576);
  });
});
