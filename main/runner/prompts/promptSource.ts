import { SeededRandom } from '../../../core/schedule/SeededRandom.ts';

const requestsPerSeed = 2 ** 21;

/** Where the prompts of a request come from. */
export interface PromptSource {
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
