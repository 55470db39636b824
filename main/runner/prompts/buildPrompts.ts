import { promptSource } from './promptSource.ts';

/** GPT-2's tokens without the last one, which ends a text. */
const usableTokens = 50_256;
/** Shares no factor with the number of usable tokens, so that multiples of it visit each of them once. */
const firstTokenStride = 31_081;

export interface PromptOptions {
  /** Seed of the step, 0 to 2^32 − 1. */
  seed: number;
  /** Number of the request in the step, from 0. */
  sequence: number;
  batchSize: number;
  promptTokens: number;
  /** Where given, the prompts are the beginning of the texts of this conversation, counted from 0, whatever the sequence. */
  conversation?: number | undefined;
}

/**
 * The prompts of one request as token ids, and a seed for its sampling: the same for the same options. The first two
 * tokens count the step's prompts through, so no two are equal, nor share so much as a first token with any of the 50,255
 * before: a server's prefix cache finds nothing to reuse. The rest is drawn at random. Prompts of a single token repeat
 * after 50,256 of them.
 *
 * Of a conversation all that is said of requests holds of conversations: a longer prompt of the same one begins with the
 * whole of a shorter one, so that a server's prefix cache finds what it would find of a user who asks again.
 */
export function buildPrompts({ seed, sequence, batchSize, promptTokens, conversation }: PromptOptions): {
  prompts: number[][];
  samplingSeed: number;
} {
  const prompts: number[][] = [];
  const source = promptSource(seed, sequence, conversation);
  for (let item = 0; item < batchSize; item += 1) {
    const random = source.randomOf(item);
    const number = source.first * batchSize + item;
    const prompt = [(((number + seed) % usableTokens) * firstTokenStride) % usableTokens];
    if (promptTokens > 1) prompt.push((Math.floor(number / usableTokens) + seed) % usableTokens);
    while (prompt.length < promptTokens) prompt.push(random.integer(usableTokens));
    prompts.push(prompt);
  }
  return { prompts, samplingSeed: source.samplingSeed() };
}
