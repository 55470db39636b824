import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtInModels } from '../../../main/engine/gpt/GptConfiguration.ts';
import type { GptModel } from '../../../main/engine/gpt/GptModel.ts';
import { loadGptModel } from '../../../main/engine/process/loadBuiltInModel.ts';
import { ensureWeights } from '../../../main/engine/weights/ensureWeights.ts';
import { largestDifference, logitsOf } from '../../unit/engine/gpt/logitsOf.ts';
import { samplePrompt } from './samplePrompt.ts';

const configuration = builtInModels.distilgpt2;
let directory: string;
let model: GptModel;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'inferneo-distilgpt2-'));
  const nothing = (): void => undefined;
  const request = {
    model: 'distilgpt2',
    configuration,
    cacheDirectory: directory,
    onProgress: nothing,
    onLog: nothing,
  };
  const weights = await ensureWeights(request);
  model = await loadGptModel({
    configuration,
    precision: 'float32',
    weights,
    provider: 'cpu',
    threads: 1,
    prepacking: true,
  });
});
afterAll(async () => {
  await model.release();
  await rm(directory, { recursive: true });
});

describe('DistilGPT-2 in its full size', () => {
  it('gives the same logits with a cache as without, and in pieces as whole', async () => {
    const prompts = [samplePrompt(1, 9), samplePrompt(2, 9)];
    const whole = await logitsOf(model, prompts, [9]);
    expect(whole.map((row) => row.length)).toEqual([configuration.vocabulary, configuration.vocabulary]);
    for (const ends of [
      [5, 9],
      [5, 6, 7, 8, 9],
    ]) {
      expect(largestDifference(whole, await logitsOf(model, prompts, ends))).toBeLessThan(1e-4);
    }
  });
});
