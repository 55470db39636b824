import { describe, expect, it } from 'vitest';
import { tokenizer } from '../../../../main/engine/text/tokenizer.ts';

describe('tokenizer', () => {
  it('is that of GPT-2', () => {
    expect(tokenizer.encode('Hello world')).toEqual([15496, 995]);
    expect(tokenizer.decode([15496, 995])).toBe('Hello world');
    expect(tokenizer.decode([tokenizer.endOfTextToken])).toBe('<|endoftext|>');
  });

  it('takes a marker in a text as the text that it is', () => {
    const tokens = tokenizer.encode('a<|endoftext|>');
    expect(tokens).not.toContain(tokenizer.endOfTextToken);
    expect(tokenizer.decode(tokens)).toBe('a<|endoftext|>');
  });

  it('names an id that is none', () => {
    expect(() => tokenizer.decode([50_257])).toThrow('50257 is not a token of the GPT-2 vocabulary');
    expect(() => tokenizer.decode([-1])).toThrow(RangeError);
  });
});
