import vocabulary from 'gpt-tokenizer/bpeRanks/r50k_base';

/** The last token of the vocabulary stands for no bytes: it marks the end of a text. */
const endOfText = '<|endoftext|>';

/**
 * Text of GPT-2 tokens. A character may be spread over several tokens, so bytes are joined before they are read; those
 * that form no whole character become U+FFFD. (The package's own decoder keeps such bytes for the next text, and needs
 * twice the memory.)
 *
 * @throws {RangeError} for an id outside the vocabulary of 50,257.
 */
export function decodeTokens(tokens: readonly number[]): string {
  return Buffer.concat(tokens.map(bytesOf)).toString('utf8');
}

function bytesOf(token: number): Uint8Array {
  const entry = token === vocabulary.length ? endOfText : vocabulary[token];
  if (entry === undefined) throw new RangeError(`${token} is not a token of the GPT-2 vocabulary`);
  return typeof entry === 'string' ? Buffer.from(entry) : Uint8Array.from(entry);
}
