import words from '../../../resources/prompts/words.json' with { type: 'json' };
import { type PromptOptions, promptSource } from './buildPrompts.ts';

/** Odd, so that multiples of it visit each word once. */
const firstWordStride = 197;

/**
 * The prompts of one request as text, and a seed for its sampling: the same for the same options. A prompt has
 * `promptTokens` words, about one token each; how many a server makes of it, its usage tells. The first words count the
 * step's prompts through, so that none begins like one of the 511 before it and a server's prefix cache finds nothing to
 * reuse but what its own chat template puts in front. The rest is drawn at random. Prompts of a single word repeat after
 * 512 of them. Of a conversation a longer prompt begins with the whole of a shorter one, as of {@link buildPrompts}.
 */
export function textPrompts({ seed, sequence, batchSize, promptTokens, conversation }: PromptOptions): {
  prompts: string[];
  samplingSeed: number;
} {
  const source = promptSource(seed, sequence, conversation);
  const count = promptWords.length;
  const prompts: string[] = [];
  for (let item = 0; item < batchSize; item += 1) {
    const random = source.randomOf(item);
    const number = source.first * batchSize + item;
    const places = [((number + seed) * firstWordStride) % count];
    for (let rest = Math.floor(number / count); rest > 0 && places.length < promptTokens; ) {
      places.push(rest % count);
      rest = Math.floor(rest / count);
    }
    while (places.length < promptTokens) places.push(random.integer(count));
    prompts.push(places.map((place) => promptWords[place]).join(' '));
  }
  return { prompts, samplingSeed: source.samplingSeed() };
}

/**
 * Common English words of which each, after a space, is one token of GPT-2's vocabulary and of OpenAI's later ones, and of
 * most others: a prompt of n of them has about n tokens. A power of two of them, so that an odd stride visits each.
 */
export const promptWords: readonly string[] = words;
