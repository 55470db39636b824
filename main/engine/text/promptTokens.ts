import { SeededRandom } from '../../../core/schedule/SeededRandom.ts';
import { tokenizer } from './tokenizer.ts';

/** A token that is one whole lower-case word with the space before it. */
const wholeWord = /^ [a-z]{2,}$/;

let wordTokens: number[] | undefined;

/**
 * A prompt of exactly `count` tokens: words drawn from the vocabulary, the same for the same seed. Its text encodes to
 * these very tokens again, since every token is a whole word, so a server that takes text sees the same length.
 *
 * @throws {RangeError} when `count` is not a positive integer.
 */
export function promptTokens(seed: number, count: number): number[] {
  if (!Number.isInteger(count) || count < 1) throw new RangeError(`a prompt of ${count} tokens is not possible`);
  wordTokens ??= findWordTokens();
  const words = wordTokens;
  const random = new SeededRandom(seed);
  return Array.from({ length: count }, () => words[random.integer(words.length)] ?? 0);
}

function findWordTokens(): number[] {
  const tokens: number[] = [];
  for (let token = 0; token < tokenizer.endOfTextToken; token += 1) {
    if (wholeWord.test(tokenizer.decode([token]))) tokens.push(token);
  }
  return tokens;
}
