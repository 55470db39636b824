import type { GptModel } from '../../../../main/engine/gpt/GptModel.ts';

/**
 * Logits [batch][vocabulary] after the prompts, put through in pieces that end at the given positions: the model ranks its
 * whole vocabulary, and the ranking is undone.
 */
export async function logitsOf(model: GptModel, prompts: number[][], ends: number[]): Promise<number[][]> {
  const { vocabulary } = model.configuration;
  model.begin(prompts.length, prompts[0]?.length ?? 0);
  const logits = prompts.map(() => new Array<number>(vocabulary).fill(Number.NaN));
  let start = 0;
  for (const end of ends) {
    const ranked = await model.step(
      prompts.map((prompt) => prompt.slice(start, end)),
      vocabulary,
    );
    for (const [item, row] of logits.entries()) {
      for (let rank = 0; rank < vocabulary; rank += 1) {
        const token = ranked.tokens[item * vocabulary + rank] ?? Number.NaN;
        row[token] = ranked.logits[item * vocabulary + rank] ?? Number.NaN;
      }
    }
    start = end;
  }
  return logits;
}

export function largestDifference(a: number[][], b: number[][]): number {
  const differences = a.flatMap((row, r) => row.map((value, i) => Math.abs(value - (b[r]?.[i] ?? Number.NaN))));
  return differences.reduce((most, difference) => Math.max(most, difference), 0);
}
