import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { largestDifference, logitsOf } from './logitsOf.ts';
import { referenceGpt } from './referenceGpt.ts';
import { openTinyModel, type TinyModel, tinyConfiguration, tinyPrompt } from './tinyModel.ts';

const tolerance = 1e-4;

let tiny: TinyModel;
beforeAll(async () => {
  tiny = await openTinyModel();
});
afterAll(() => tiny.close());

describe('GptModel', () => {
  it('computes GPT-2: the same logits as the formulas written out', async () => {
    const prompt = tinyPrompt(13, 5);
    const reference = referenceGpt(tinyConfiguration, tiny.weights, prompt);
    expect(Math.max(...reference.map(Math.abs))).toBeGreaterThan(1);
    expect(largestDifference(await logitsOf(tiny.model, [prompt], [13]), [reference])).toBeLessThan(tolerance);
  });

  it('gives the same with a cache, token by token, as without one', async () => {
    const prompts = [tinyPrompt(9, 1), tinyPrompt(9, 60)];
    const whole = await logitsOf(tiny.model, prompts, [9]);
    expect(largestDifference(await logitsOf(tiny.model, prompts, [1, 2, 3, 4, 5, 6, 7, 8, 9]), whole)).toBeLessThan(
      tolerance,
    );
  });

  it('gives the same for a prompt in pieces as for the whole', async () => {
    const prompts = [tinyPrompt(20, 7), tinyPrompt(20, 8), tinyPrompt(20, 9)];
    const whole = await logitsOf(tiny.model, prompts, [20]);
    expect(largestDifference(await logitsOf(tiny.model, prompts, [8, 16, 20]), whole)).toBeLessThan(tolerance);
  });

  it('treats the items of a batch as if each were alone', async () => {
    const prompts = [tinyPrompt(6, 2), tinyPrompt(6, 33), tinyPrompt(6, 71), tinyPrompt(6, 2)];
    const together = await logitsOf(tiny.model, prompts, [5, 6]);
    const alone = [];
    for (const prompt of prompts) alone.push(...(await logitsOf(tiny.model, [prompt], [5, 6])));
    expect(largestDifference(together, alone)).toBeLessThan(tolerance);
    expect(largestDifference([together[0] ?? []], [together[3] ?? []])).toBeLessThan(tolerance);
  });

  it('ranks candidates as the logits do', async () => {
    const prompts = [tinyPrompt(5, 11), tinyPrompt(5, 12)];
    const logits = await logitsOf(tiny.model, prompts, [5]);
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

  it('refuses more tokens than it was asked to make room for', async () => {
    tiny.model.begin(1, 3);
    await expect(tiny.model.step([tinyPrompt(4, 0)], 1)).rejects.toThrow('4 tokens do not fit into a cache of 3');
  });
});
