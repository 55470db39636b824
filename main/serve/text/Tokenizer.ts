/** GPT-2's tokens and their text. */
export interface Tokenizer {
  encode(text: string): number[];
  /** Bytes of a token: it may end inside a character. Empty for an id outside the vocabulary. */
  bytesOf(token: number): Uint8Array;
}
