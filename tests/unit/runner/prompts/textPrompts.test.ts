import fc from 'fast-check';
import { encode } from 'gpt-tokenizer/encoding/r50k_base';
import { describe, expect, it } from 'vitest';
import { promptWords, textPrompts } from '../../../../main/runner/prompts/textPrompts.ts';

const promptsOf = (seed: number, sequence: number, batchSize = 1, promptTokens = 20): string[] =>
  textPrompts({ seed, sequence, batchSize, promptTokens }).prompts;

describe('textPrompts', () => {
  it('gives the same prompts for the same seed and sequence, others for others', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 32 - 1), fc.nat(1e7), fc.integer({ min: 1, max: 8 }), (seed, sequence, batchSize) => {
        const options = { seed, sequence, batchSize, promptTokens: 12 };
        expect(textPrompts(options)).toEqual(textPrompts(options));
        expect(textPrompts(options).prompts).not.toEqual(textPrompts({ ...options, sequence: sequence + 1 }).prompts);
        const { prompts, samplingSeed } = textPrompts(options);
        expect(prompts).toHaveLength(batchSize);
        expect(prompts.every((prompt) => prompt.split(' ').length === 12)).toBe(true);
        expect(samplingSeed).toBeLessThan(2 ** 32);
      }),
    );
  });

  it('begins each prompt with another word than the 511 before it, across requests and batches', () => {
    const first = Array.from({ length: 128 }, (_, sequence) => promptsOf(7, sequence, 4))
      .flat()
      .map((prompt) => prompt.split(' ')[0]);
    expect(new Set(first).size).toBe(512);
  });

  it('has no two prompts alike in 100,000', () => {
    const seen = new Set(Array.from({ length: 100_000 }, (_, sequence) => promptsOf(1, sequence)[0]));
    expect(seen.size).toBe(100_000);
  });

  it('has words that are one token of GPT-2 each', () => {
    expect(promptWords).toHaveLength(512);
    expect(new Set(promptWords).size).toBe(512);
    expect(promptWords.filter((word) => encode(` ${word}`).length !== 1)).toEqual([]);
    const [prompt = ''] = promptsOf(3, 5, 1, 200);
    expect(encode(prompt)).toHaveLength(200);
  });

  it('begins each prompt of a conversation with the whole of a shorter one, and no two conversations alike', () => {
    const options = fc.record({
      seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      conversation: fc.nat(10_000_000),
      sequence: fc.nat(10_000_000),
      batchSize: fc.integer({ min: 1, max: 4 }),
      promptTokens: fc.integer({ min: 1, max: 40 }),
    });
    fc.assert(
      fc.property(options, fc.integer({ min: 1, max: 40 }), (one, more) => {
        const shorter = textPrompts(one).prompts;
        const longer = textPrompts({
          ...one,
          sequence: one.sequence + 1,
          promptTokens: one.promptTokens + more,
        }).prompts;
        expect(longer.every((prompt, item) => prompt.startsWith(`${shorter[item]} `))).toBe(true);
        const other = textPrompts({ ...one, conversation: one.conversation + 1 }).prompts;
        for (const prompt of other) expect(shorter).not.toContain(prompt);
      }),
      { numRuns: 200 },
    );
  });
});
