import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generate } from '../../../../main/engine/generation/generate.ts';
import type { LoadedModel } from '../../../../main/engine/LoadedModel.ts';
import { loadFile } from './loadFile.ts';
import { decoderNext, decoderVocabulary, writeDecoder, writeDoubling } from './tinyModels.ts';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'inferneo-custom-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

/** Greedy tokens for prompts. */
async function tokensOf({ served }: LoadedModel, prompts: number[][], maxOutputTokens: number): Promise<number[][]> {
  if (served.task !== 'generate') throw new Error('the model does not generate');
  const request = { prompts, maxOutputTokens, temperature: 0, topP: 1, seed: 0 };
  const { outputs } = await generate(served.model, request, () => undefined, new AbortController().signal);
  return outputs;
}

describe('a model that is run once for a request', () => {
  it('gives the same outputs for the same seed, others for another, and one for each item of a batch', async () => {
    const { release, served } = await loadFile(writeDoubling(directory));
    if (served.task !== 'run') throw new Error('the model generates');
    const first = await served.model.pass(2, 7);
    expect(first).toMatchObject({ notFinite: false, outputs: [{ name: 'y', type: 'float32', shape: [2, 2] }] });
    expect((await served.model.pass(2, 7)).hash).toBe(first.hash);
    expect((await served.model.pass(2, 8)).hash).not.toBe(first.hash);
    await release();
  });

  it('tells outputs that are not finite', async () => {
    const { release, served } = await loadFile(writeDoubling(directory), { x: { value: 3e38 } });
    if (served.task !== 'run') throw new Error('the model generates');
    expect(await served.model.pass(1, 7)).toMatchObject({ notFinite: true });
    await release();
  });

  it('is held against golden outputs and labels', async () => {
    const model = await loadFile(writeDoubling(directory));
    const path = join(directory, 'golden.json');
    const sample = (x: number[], y: number[], label: number): unknown => ({
      inputs: { x: { shape: [1, 2], data: x } },
      outputs: { y: { shape: [1, 2], data: y } },
      label,
    });
    const samples = [sample([1, 2], [2, 4], 1), sample([3, 1], [6, 2.1], 0), sample([5, 6], [10, 12], 0)];
    writeFileSync(path, JSON.stringify({ samples, decode: 'argmax' }));
    const quality = await model.evaluate({ kind: 'golden', path }, () => undefined);
    expect(quality).toEqual({ reference: path, samples: 3, exactMatch: 2 / 3, accuracy: 2 / 3 });

    writeFileSync(path, JSON.stringify({ samples: [{ inputs: { x: { shape: [1, 2], data: [1] } }, label: 0 }] }));
    await expect(model.evaluate({ kind: 'golden', path }, () => undefined)).rejects.toMatchObject({
      failure: { reason: expect.stringContaining('samples[0].inputs.x has 1 numbers where [1, 2] holds 2') },
    });
    await model.release();
  });
});

describe('a decoder with its past', () => {
  it('generates from the whole of its past, the same tokens with the cache as without, alone as in a batch', async () => {
    const model = await loadFile(writeDecoder(directory));
    expect(model.description).toMatchObject({ task: 'generate', vocabulary: decoderVocabulary, weights: 'own file' });
    const prompts = [
      [3, 5, 1],
      [2, 2, 4],
    ];
    const withCache = await tokensOf(model, prompts, 6);
    for (const [item, prompt] of prompts.entries()) {
      const without: number[] = [];
      const expected: number[] = [];
      for (let made = 0; made < 6; made += 1) {
        const [row = []] = await tokensOf(model, [[...prompt, ...without]], 1);
        without.push(...row);
        expected.push(decoderNext([...prompt, ...expected]));
      }
      expect(without).toEqual(expected);
      expect(withCache[item]).toEqual(expected);
    }
    await model.release();
  });
});
