import type { StepModel } from '../../../../main/engine/generation/generate.ts';
import type { GptConfiguration } from '../../../../main/engine/gpt/GptConfiguration.ts';
import type { Candidates } from '../../../../main/engine/gpt/GptModel.ts';

/**
 * A model of ten tokens whose likeliest next token is the sum of the sequence's tokens so far, modulo 10, then the one
 * after it, and so on. It notes what it was asked, and a step ends only when the test lets it, if it wants to.
 */
export class FakeModel implements StepModel {
  readonly configuration: GptConfiguration = { layers: 1, heads: 1, hidden: 1, vocabulary: 10, positions: 2000 };
  readonly steps: number[][][] = [];
  readonly begun: { batch: number; capacityTokens: number }[] = [];
  /** Called before each step: awaits or throws as the test likes. */
  beforeStep: () => Promise<void> = async () => undefined;
  #sums: number[] = [];

  begin(batch: number, capacityTokens: number): void {
    this.begun.push({ batch, capacityTokens });
    this.#sums = new Array<number>(batch).fill(0);
  }

  async step(tokens: readonly (readonly number[])[], count: number): Promise<Candidates> {
    this.steps.push(tokens.map((row) => [...row]));
    await this.beforeStep();
    this.#sums = this.#sums.map((sum, item) => (tokens[item] ?? []).reduce((total, token) => total + token, sum));
    const ranked = this.#sums.flatMap((sum) => Array.from({ length: count }, (_, rank) => (sum + rank) % 10));
    const logits = this.#sums.flatMap(() => Array.from({ length: count }, (_, rank) => -rank));
    return { count, tokens: Int32Array.from(ranked), logits: Float32Array.from(logits) };
  }
}
