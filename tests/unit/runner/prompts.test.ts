import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildPrompts } from '../../../main/runner/prompts/buildPrompts.ts';
import { stepSeed } from '../../../main/runner/stepSeed.ts';
import { hashTokens } from '../../../main/runner/targets/onnx/OnnxTarget.ts';
import { dummyStep } from './plannedSteps.ts';

describe('buildPrompts', () => {
  it('builds prompts of the asked length and number, every token in the vocabulary and none that ends a text', () => {
    const options = fc.record({
      seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      sequence: fc.nat(10_000_000),
      batchSize: fc.integer({ min: 1, max: 8 }),
      promptTokens: fc.integer({ min: 1, max: 60 }),
    });
    fc.assert(
      fc.property(options, (one) => {
        const { prompts, samplingSeed } = buildPrompts(one);
        expect(prompts).toHaveLength(one.batchSize);
        for (const prompt of prompts) {
          expect(prompt).toHaveLength(one.promptTokens);
          expect(prompt.every((token) => Number.isInteger(token) && token >= 0 && token < 50_256)).toBe(true);
        }
        expect(Number.isInteger(samplingSeed) && samplingSeed >= 0 && samplingSeed < 2 ** 32).toBe(true);
        expect(buildPrompts(one)).toEqual({ prompts, samplingSeed });
      }),
    );
  });

  it('repeats no prompt in a step, and no first token within 50,256 prompts', () => {
    const first = new Set<number>();
    for (let sequence = 0; sequence < 50_256 / 8; sequence += 1) {
      for (const [token = -1] of buildPrompts({ seed: 42, sequence, batchSize: 8, promptTokens: 1 }).prompts)
        first.add(token);
    }
    expect(first.size).toBe(50_256);

    const pairs = new Set<string>();
    for (const sequence of [...Array(2000).keys()].flatMap((index) => [index, index + 50_256, index + 100_512])) {
      for (const prompt of buildPrompts({ seed: 7, sequence, batchSize: 1, promptTokens: 2 }).prompts)
        pairs.add(prompt.join());
    }
    expect(pairs.size).toBe(6000);
  });

  it('draws other prompts from another seed', () => {
    const of = (seed: number) => buildPrompts({ seed, sequence: 5, batchSize: 1, promptTokens: 20 });
    expect(of(1)).not.toEqual(of(2));
  });
});

describe('stepSeed', () => {
  it('differs between levels and scenarios, and is the same for every target and model', () => {
    const one = dummyStep();
    expect(stepSeed({ ...one, target: 'onnx', engine: 'onnx', index: 7 } as typeof one)).toBe(stepSeed(one));
    expect(stepSeed({ ...one, level: { label: '2 in flight' } })).not.toBe(stepSeed(one));
    expect(stepSeed({ ...one, scenario: 'latency/concurrent_requests' })).not.toBe(stepSeed(one));
    expect(stepSeed(dummyStep({ load: { seed: 43 } }))).not.toBe(stepSeed(one));
  });
});

describe('hashTokens', () => {
  it('tells outputs apart, their order and their length included', () => {
    const outputs = [[], [0], [0, 0], [1, 2], [2, 1], [50_256], [1, 2, 3]];
    expect(new Set(outputs.map(hashTokens)).size).toBe(outputs.length);
    expect(outputs.every((tokens) => Number.isSafeInteger(hashTokens(tokens)))).toBe(true);
  });

  it('finds no two alike among 100,000 different outputs', () => {
    const hashes = new Set<number>();
    for (let index = 0; index < 100_000; index += 1)
      hashes.add(hashTokens([index % 50_257, Math.floor(index / 50_257), 17]));
    expect(hashes.size).toBe(100_000);
  });
});
