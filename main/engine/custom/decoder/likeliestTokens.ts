import type { Candidates } from '../../gpt/GptModel.ts';

/**
 * The largest logits of the last position of each item, in falling order; of equal ones the lower token first.
 *
 * @param logits [batch, sequence, vocabulary], row by row.
 */
export function likeliestTokens(
  logits: Float32Array,
  batch: number,
  sequence: number,
  vocabulary: number,
  count: number,
): Candidates {
  const result = { count, logits: new Float32Array(batch * count), tokens: new Int32Array(batch * count) };
  for (let item = 0; item < batch; item += 1) {
    const start = ((item + 1) * sequence - 1) * vocabulary;
    const row = logits.subarray(start, start + vocabulary);
    const best: number[] = [];
    for (let token = 0; token < vocabulary; token += 1) {
      const logit = row[token] ?? Number.NaN;
      const worst = best.length < count ? undefined : best.at(-1);
      if (worst !== undefined && !(logit > (row[worst] ?? 0))) continue;
      if (worst !== undefined) best.pop();
      let place = best.length;
      while (place > 0 && logit > (row[best[place - 1] ?? 0] ?? 0)) place -= 1;
      best.splice(place, 0, token);
    }
    for (const [rank, token] of best.entries()) {
      result.tokens[item * count + rank] = token;
      result.logits[item * count + rank] = row[token] ?? 0;
    }
  }
  return result;
}
