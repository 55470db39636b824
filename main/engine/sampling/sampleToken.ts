import type { SeededRandom } from '../../../core/schedule/SeededRandom.ts';

export interface SamplingOptions {
  /** 0 takes the likeliest token; 1 draws by the model's own probabilities; above, more evenly. */
  temperature: number;
  /** Draw only from the likeliest candidates that together hold this share of the probability: (0, 1]. */
  topP: number;
}

/**
 * Chooses one of the likeliest tokens. Temperature divides the logits, then the nucleus is cut (top-p: Holtzman et al.,
 * "The Curious Case of Neural Text Degeneration", 2020), then one token is drawn by what remains. How many candidates
 * there are is the top-k; probabilities are relative to them.
 *
 * @param logits falling; `tokens` has the token of each.
 * @throws {Error} when the largest logit is not a finite number: the model computed nothing usable.
 */
export function sampleToken(
  logits: Float32Array,
  tokens: Int32Array,
  options: SamplingOptions,
  random: SeededRandom,
): number {
  const largest = logits[0];
  const likeliest = tokens[0];
  if (largest === undefined || likeliest === undefined) throw new RangeError('there is no candidate to sample from');
  if (!Number.isFinite(largest)) throw new Error(`the model gave ${largest} as its largest logit`);
  if (options.temperature === 0) return likeliest;

  const weights = Array.from(logits, (logit) => Math.exp((logit - largest) / options.temperature));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let nucleus = 0;
  let kept = 0;
  for (const weight of weights) {
    nucleus += weight;
    kept += 1;
    if (nucleus >= options.topP * total) break;
  }
  let remaining = random.uniform() * nucleus;
  for (let index = 0; index < kept - 1; index += 1) {
    remaining -= weights[index] ?? 0;
    if (remaining < 0) return tokens[index] ?? likeliest;
  }
  return tokens[kept - 1] ?? likeliest;
}
