import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GptConfiguration } from '../../../../main/engine/gpt/GptConfiguration.ts';
import type { GptModel } from '../../../../main/engine/gpt/GptModel.ts';
import { loadGptModel } from '../../../../main/engine/gpt/loadGptModel.ts';
import { ensureWeights, type PreparedWeights } from '../../../../main/engine/weights/ensureWeights.ts';

/** Two layers, small enough to load in milliseconds; every size differs from every other, so that none can be mistaken. */
export const tinyConfiguration: GptConfiguration = { layers: 2, heads: 3, hidden: 24, vocabulary: 97, positions: 40 };

export interface TinyModel {
  model: GptModel;
  weights: PreparedWeights;
  close(): Promise<void>;
}

export async function openTinyModel(): Promise<TinyModel> {
  const directory = await mkdtemp(join(tmpdir(), 'inferneo-engine-'));
  const weights = await ensureWeights({
    model: 'tiny',
    configuration: tinyConfiguration,
    cacheDirectory: directory,
    onProgress: () => undefined,
    onLog: () => undefined,
  });
  await amplify(weights);
  const model = await loadGptModel(tinyConfiguration, weights, 1);
  const close = async (): Promise<void> => {
    await model.release();
    await rm(directory, { recursive: true });
  };
  return { model, weights, close };
}

/** Distinct token ids of the tiny vocabulary. */
export function tinyPrompt(length: number, start: number): number[] {
  return Array.from({ length }, (_, index) => (start + index * 31) % tinyConfiguration.vocabulary);
}

/**
 * Makes the weights 20 times as large. As they are written, attention is so even and every term so small that a wrong
 * scale would hide below any sensible tolerance.
 */
async function amplify(weights: PreparedWeights): Promise<void> {
  const path = join(weights.directory, weights.fileName);
  const file = await readFile(path);
  for (const place of weights.places) {
    if (place.kind === 'gain') continue;
    for (let offset = place.offsetBytes; offset < place.offsetBytes + place.lengthBytes; offset += 4) {
      file.writeFloatLE(file.readFloatLE(offset) * 20, offset);
    }
  }
  await writeFile(path, file);
}
