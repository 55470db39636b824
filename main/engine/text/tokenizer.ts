import { decode, encode } from 'gpt-tokenizer/encoding/r50k_base';

/** GPT-2's byte pair encoding: 50,257 tokens, the last of which ends a text. */
export const tokenizer = {
  endOfTextToken: 50_256,

  /** Token ids of a text. Markers such as `<|endoftext|>` are ordinary text here: a prompt cannot smuggle them in. */
  encode(text: string): number[] {
    return encode(text, { disallowedSpecial: new Set() });
  },

  /**
   * Text of token ids. Bytes that form no whole character become U+FFFD.
   *
   * @throws {RangeError} for an id outside the vocabulary.
   */
  decode(tokens: readonly number[]): string {
    for (const token of tokens) {
      if (!Number.isInteger(token) || token < 0 || token > this.endOfTextToken) {
        throw new RangeError(`${token} is not a token of the GPT-2 vocabulary`);
      }
    }
    return decode(tokens);
  },
} as const;
