/** GPT-2's tokens and their text. */
export interface Tokenizer {
  /** Takes time in proportion to the text (about a second for a million characters), whatever stands in it. */
  encode(text: string): number[];
  /** Bytes of a token: it may end inside a character. Empty for an id outside the vocabulary. */
  bytesOf(token: number): Uint8Array;
}

/** The longest of GPT-2's tokens: a text of more bytes than this for each of a number of tokens has more tokens. */
export const longestTokenBytes = 128;
