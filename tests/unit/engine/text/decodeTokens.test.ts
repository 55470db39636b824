import fc from 'fast-check';
import { encode } from 'gpt-tokenizer/encoding/r50k_base';
import { describe, expect, it } from 'vitest';
import { decodeTokens } from '../../../../main/engine/text/decodeTokens.ts';

describe('decodeTokens', () => {
  it('reads tokens of GPT-2', () => {
    expect(decodeTokens([15496, 995])).toBe('Hello world');
    expect(decodeTokens([])).toBe('');
    expect(decodeTokens([15496, 50_256])).toBe('Hello<|endoftext|>');
  });

  it('joins a character that is spread over tokens, and marks one that stays a part', () => {
    expect(decodeTokens([12520, 234, 235])).toBe(' 🌍');
    expect(decodeTokens([12520, 234])).toBe(' \uFFFD');
  });

  it('keeps control characters', () => {
    expect(decodeTokens([188, 198, 220])).toBe('\0\n ');
  });

  it('gives back every text that the tokenizer of its vocabulary encodes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(decodeTokens(encode(text, { disallowedSpecial: new Set() }))).toBe(text);
      }),
    );
  });

  it('names an id that is none', () => {
    expect(() => decodeTokens([50_257])).toThrow('50257 is not a token of the GPT-2 vocabulary');
    expect(() => decodeTokens([-1])).toThrow(RangeError);
    expect(() => decodeTokens([0.5])).toThrow(RangeError);
  });
});
