import type { StepFacts } from '../../../core/contract/runnerProtocol.ts';

/** Different outputs remembered: enough to tell "always the same" from "varied" without growing with the step. */
const maximumDistinct = 10_000;
const longestSample = 500;

/**
 * Looks at the outputs of counted requests: whether they are there, as long as asked for, and not all the same; and how
 * the first of them that came as text reads.
 */
export class OutputFacts {
  readonly #expectedTokens: number;
  readonly #hashes = new Set<number>();
  #seen = 0;
  #empty = 0;
  #short = 0;
  #sample: string | undefined;

  /** @param expectedTokens output tokens that the step asks for of each item of a batch; 0 where outputs have none. */
  constructor(expectedTokens: number) {
    this.#expectedTokens = expectedTokens;
  }

  /**
   * One output; `hash` stands for its content and must fit a double exactly. One of unknown length is not empty, and never
   * called short. `expectedTokens` are those of its own request where that differs from the step.
   */
  add(tokens: number | undefined, hash: number, expectedTokens = this.#expectedTokens): void {
    this.#seen += 1;
    if (tokens === 0 && expectedTokens > 0) this.#empty += 1;
    else if (tokens !== undefined && tokens < expectedTokens) this.#short += 1;
    if (this.#hashes.size < maximumDistinct) this.#hashes.add(hash);
  }

  /** One output as text. */
  addText(text: string): void {
    // Untouched but for its length: half of a character that the cut goes through is left out.
    this.#sample ??= text.slice(0, longestSample).replace(/[\uD800-\uDBFF]$/, '');
  }

  get facts(): Pick<StepFacts, 'outputsSeen' | 'emptyOutputs' | 'shortOutputs' | 'distinctOutputs' | 'outputSample'> {
    return {
      ...(this.#seen === 0 ? {} : { outputsSeen: this.#seen }),
      emptyOutputs: this.#empty,
      shortOutputs: this.#short,
      distinctOutputs: this.#hashes.size,
      ...(this.#sample === undefined ? {} : { outputSample: this.#sample }),
    };
  }
}
