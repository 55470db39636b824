import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Precision } from '../../../../core/contract/engineProtocol.ts';
import type { GptConfiguration } from '../../../../main/engine/gpt/GptConfiguration.ts';
import type { GptModel } from '../../../../main/engine/gpt/GptModel.ts';
import { gptParameters } from '../../../../main/engine/gpt/gptParameters.ts';
import { loadGptModel } from '../../../../main/engine/process/loadBuiltInModel.ts';
import { ensureVariant, ensureWeights } from '../../../../main/engine/weights/ensureWeights.ts';
import type { PreparedWeights } from '../../../../main/engine/weights/weightsLayout.ts';

/** Two layers, small enough to load in milliseconds; every size differs from every other, so that none can be mistaken. */
export const tinyConfiguration: GptConfiguration = { layers: 2, heads: 3, hidden: 24, vocabulary: 97, positions: 40 };

export interface TinyModel {
  model: GptModel;
  /** In float32. */
  weights: PreparedWeights;
  /** Those that the model runs on. */
  used: PreparedWeights;
  close(): Promise<void>;
}

export async function openTinyModel(precision: Precision = 'float32'): Promise<TinyModel> {
  const directory = await mkdtemp(join(tmpdir(), 'inferneo-engine-'));
  const place = {
    model: 'tiny',
    configuration: tinyConfiguration,
    cacheDirectory: directory,
    onProgress: () => undefined,
    onLog: () => undefined,
  };
  const weights = await ensureWeights(place);
  await amplify(weights);
  const used = precision === 'float32' ? weights : await ensureVariant({ ...place, precision, source: weights });
  const model = await loadTiny(precision, used);
  const close = async (): Promise<void> => {
    await model.release();
    await rm(directory, { recursive: true });
  };
  return { model, weights, used, close };
}

export function loadTiny(precision: Precision, weights: PreparedWeights, prepacking = true): Promise<GptModel> {
  return loadGptModel({
    configuration: tinyConfiguration,
    precision,
    weights,
    provider: 'cpu',
    threads: 1,
    prepacking,
  });
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
  for (const { name, kind } of gptParameters(tinyConfiguration)) {
    const place = weights.data.get(name);
    if (kind === 'gain' || place === undefined) continue;
    for (let offset = place.offsetBytes; offset < place.offsetBytes + place.lengthBytes; offset += 4) {
      file.writeFloatLE(file.readFloatLE(offset) * 20, offset);
    }
  }
  await writeFile(path, file);
}
