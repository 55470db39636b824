import { SeededRandom } from '../../../core/statistics/SeededRandom.ts';

/** A prompt of random tokens of GPT-2, the same for the same seed. */
export function samplePrompt(seed: number, tokens: number): number[] {
  const random = new SeededRandom(seed);
  return Array.from({ length: tokens }, () => random.integer(50_256));
}
