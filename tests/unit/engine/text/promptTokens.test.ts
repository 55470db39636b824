import { describe, expect, it } from 'vitest';
import { promptTokens } from '../../../../main/engine/text/promptTokens.ts';
import { tokenizer } from '../../../../main/engine/text/tokenizer.ts';

describe('promptTokens', () => {
  it('has exactly the asked length, and its text encodes to the same tokens', () => {
    for (const count of [1, 2, 16, 1000]) {
      const tokens = promptTokens(count, count);
      expect(tokens).toHaveLength(count);
      expect(tokenizer.encode(tokenizer.decode(tokens))).toEqual(tokens);
    }
  });

  it('is words', () => {
    expect(tokenizer.decode(promptTokens(3, 12))).toMatch(/^( [a-z]+){12}$/);
  });

  it('depends on the seed alone', () => {
    expect(promptTokens(5, 20)).toEqual(promptTokens(5, 20));
    expect(promptTokens(5, 20)).not.toEqual(promptTokens(6, 20));
    expect(promptTokens(5, 20).slice(0, 10)).toEqual(promptTokens(5, 10));
  });

  it('refuses an empty prompt', () => {
    expect(() => promptTokens(1, 0)).toThrow('a prompt of 0 tokens is not possible');
  });
});
