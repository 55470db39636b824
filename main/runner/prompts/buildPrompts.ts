import { SeededRandom } from '../../../core/statistics/SeededRandom.ts';

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

const requestsPerSeed = 2 ** 21;

/** Where the prompts of a request come from. */
interface PromptSource {
  /** What counts through the step's prompts: the request, or its conversation. */
  first: number;
  /** The random numbers for the prompt of an item of its batch. */
  randomOf(item: number): SeededRandom;
  /** The seed for its sampling, asked for after all prompts are drawn. */
  samplingSeed(): number;
}

/**
 * The source of a request's prompts: one stream of random numbers for all items of a batch, begun by its number. Where it
 * belongs to a conversation each item has a stream of its own, begun by the conversation, so that what a prompt begins with
 * does not depend on how long the prompts beside it are; the sampling has the request's.
 */
export function promptSource(seed: number, sequence: number, conversation: number | undefined): PromptSource {
  const begun = (number: number): SeededRandom => new SeededRandom(seed * requestsPerSeed + (number % requestsPerSeed));
  const ofRequest = begun(sequence);
  const samplingSeed = (): number => ofRequest.uint32();
  if (conversation === undefined) return { first: sequence, randomOf: () => ofRequest, samplingSeed };
  return {
    first: conversation,
    randomOf: (item) => {
      const random = begun(conversation);
      // A seed drawn from the conversation's stream, another for each item.
      let itemSeed = random.uint32();
      for (let before = 0; before < item; before += 1) itemSeed = random.uint32();
      return new SeededRandom(itemSeed);
    },
    samplingSeed,
  };
}
