import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { referenceGpt } from './referenceGpt.ts';
import { openTinyModel, type TinyModel, tinyConfiguration, tinyPrompt } from './tinyModel.ts';

const tolerance = 1e-4;
const { vocabulary } = tinyConfiguration;

let tiny: TinyModel;
beforeAll(async () => {
  tiny = await openTinyModel();
});
afterAll(() => tiny.close());

/** Logits [batch][vocabulary] after the prompts, put through in pieces that end at the given positions. */
async function logitsOf(prompts: number[][], ends: number[]): Promise<number[][]> {
  tiny.model.begin(prompts.length, prompts[0]?.length ?? 0);
  let start = 0;
  let flat = new Float32Array(0) as Float32Array;
  for (const end of ends) {
    flat = await tiny.model.stepLogits(prompts.map((prompt) => prompt.slice(start, end)));
    start = end;
  }
  return prompts.map((_, item) => [...flat.subarray(item * vocabulary, (item + 1) * vocabulary)]);
}

function largestDifference(a: number[][], b: number[][]): number {
  return Math.max(...a.flatMap((row, r) => row.map((value, i) => Math.abs(value - (b[r]?.[i] ?? Number.NaN)))));
}

describe('GptModel', () => {
  it('computes GPT-2: the same logits as the formulas written out', async () => {
    const prompt = tinyPrompt(13, 5);
    const reference = referenceGpt(tinyConfiguration, tiny.weights, prompt);
    expect(Math.max(...reference.map(Math.abs))).toBeGreaterThan(1);
    expect(largestDifference(await logitsOf([prompt], [13]), [reference])).toBeLessThan(tolerance);
  });

  it('gives the same with a cache, token by token, as without one', async () => {
    const prompts = [tinyPrompt(9, 1), tinyPrompt(9, 60)];
    const whole = await logitsOf(prompts, [9]);
    expect(largestDifference(await logitsOf(prompts, [1, 2, 3, 4, 5, 6, 7, 8, 9]), whole)).toBeLessThan(tolerance);
  });

  it('gives the same for a prompt in pieces as for the whole', async () => {
    const prompts = [tinyPrompt(20, 7), tinyPrompt(20, 8), tinyPrompt(20, 9)];
    const whole = await logitsOf(prompts, [20]);
    expect(largestDifference(await logitsOf(prompts, [8, 16, 20]), whole)).toBeLessThan(tolerance);
  });

  it('treats the items of a batch as if each were alone', async () => {
    const prompts = [tinyPrompt(6, 2), tinyPrompt(6, 33), tinyPrompt(6, 71), tinyPrompt(6, 2)];
    const together = await logitsOf(prompts, [5, 6]);
    const alone = [];
    for (const prompt of prompts) alone.push(...(await logitsOf([prompt], [5, 6])));
    expect(largestDifference(together, alone)).toBeLessThan(tolerance);
    expect(largestDifference([together[0] ?? []], [together[3] ?? []])).toBeLessThan(tolerance);
  });

  it('ranks candidates as the logits do', async () => {
    const prompts = [tinyPrompt(5, 11), tinyPrompt(5, 12)];
    const logits = await logitsOf(prompts, [5]);
    tiny.model.begin(2, 5);
    const candidates = await tiny.model.step(prompts, 7);
    for (const [item, row] of logits.entries()) {
      const ranked = row
        .map((value, token) => ({ value, token }))
        .sort((a, b) => b.value - a.value)
        .slice(0, 7);
      expect([...candidates.tokens.subarray(item * 7, item * 7 + 7)]).toEqual(ranked.map(({ token }) => token));
      expect([...candidates.logits.subarray(item * 7, item * 7 + 7)]).toEqual(ranked.map(({ value }) => value));
    }
  });

  it('gives the same without prepacked weights', async () => {
    const prompts = [tinyPrompt(9, 1), tinyPrompt(9, 60)];
    const packed = await logitsOf(prompts, [4, 9]);
    const mapped = await openTinyModel(false);
    mapped.model.begin(2, 9);
    await mapped.model.stepLogits(prompts.map((prompt) => prompt.slice(0, 4)));
    const flat = await mapped.model.stepLogits(prompts.map((prompt) => prompt.slice(4)));
    await mapped.close();
    const unpacked = [[...flat.subarray(0, vocabulary)], [...flat.subarray(vocabulary)]];
    expect(largestDifference(unpacked, packed)).toBeLessThan(tolerance);
  });

  it('refuses more tokens than it was asked to make room for', async () => {
    tiny.model.begin(1, 3);
    await expect(tiny.model.step([tinyPrompt(4, 0)], 1)).rejects.toThrow('4 tokens do not fit into a cache of 3');
  });
});
