import { describe, expect, it } from 'vitest';
import { openAiRequest } from '../../../../main/runner/targets/openai/openAiRequest.ts';

const options = {
  model: 'm',
  endpoint: 'chat',
  stream: true,
  outputTokens: 16,
  temperature: 0.7,
  topP: 0.9,
  vendorFields: true,
} as const;
const asked = (given: Parameters<typeof openAiRequest>[0], prompts: readonly string[], seed: number): unknown =>
  JSON.parse(openAiRequest(given)(prompts, seed).toString());

describe('openAiRequest', () => {
  it('asks for a streamed chat with usage', () => {
    expect(asked(options, ['a b é'], 9)).toEqual({
      model: 'm',
      messages: [{ role: 'user', content: 'a b é' }],
      max_tokens: 16,
      temperature: 0.7,
      top_p: 0.9,
      seed: 9,
      stream: true,
      stream_options: { include_usage: true },
      ignore_eos: true,
    });
  });

  it('asks for a whole completion of one prompt or several, without fields that OpenAI does not know', () => {
    const plain = { ...options, endpoint: 'completions', stream: false, vendorFields: false } as const;
    const rest = { model: 'm', max_tokens: 16, temperature: 0.7, top_p: 0.9, seed: 9, stream: false };
    expect(asked(plain, ['a'], 9)).toEqual({ ...rest, prompt: 'a' });
    expect(asked(plain, ['a', 'b'], 9)).toEqual({ ...rest, prompt: ['a', 'b'] });
  });

  it('asks for as many tokens as a request has of its own', () => {
    for (const endpoint of ['chat', 'completions'] as const) {
      const bodyOf = openAiRequest({ ...options, endpoint });
      const limits = [3, undefined, 400].map((limit) => JSON.parse(bodyOf(['a'], 9, limit).toString()).max_tokens);
      expect(limits).toEqual([3, 16, 400]);
    }
  });
});
