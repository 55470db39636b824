import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionProvider } from '../../../core/contract/executionProvider.ts';
import { loadGptModel } from '../../../main/engine/process/loadBuiltInModel.ts';
import { probeProvider } from '../../../main/engine/providers/probeProvider.ts';
import { ensureWeights } from '../../../main/engine/weights/ensureWeights.ts';
import { logitsOf } from '../../unit/engine/gpt/logitsOf.ts';

/** A program of its own: prints what a probe of WebGPU finds, and the logits of a model of two layers on both providers. */
const configuration = { layers: 2, heads: 2, hidden: 32, vocabulary: 101, positions: 32 };
const prompts = [
  [3, 1, 4, 1, 5],
  [2, 7, 1, 8, 2],
];
const directory = mkdtempSync(join(tmpdir(), 'inferneo-webgpu-'));
try {
  const nothing = (): void => undefined;
  const place = { cacheDirectory: directory, onProgress: nothing, onLog: nothing };
  const weights = await ensureWeights({ model: 'tiny', configuration, ...place });
  const logitsOn = async (provider: ExecutionProvider): Promise<number[][]> => {
    const loading = { configuration, weights, provider, threads: 1, prepacking: true };
    const model = await loadGptModel({ ...loading, precision: 'float32' });
    const logits = await logitsOf(model, prompts, [3, 4, 5]);
    await model.release();
    return logits;
  };
  const probe = await probeProvider('webgpu');
  const [cpu, webgpu] = [await logitsOn('cpu'), await logitsOn('webgpu')];
  process.stdout.write(JSON.stringify({ probe, cpu, webgpu }));
} finally {
  rmSync(directory, { recursive: true });
}
