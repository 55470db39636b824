import { join } from 'node:path';
import { env } from 'onnxruntime-node';
import type { EngineCommand } from '../../../core/contract/engineProtocol.ts';
import { builtInModels } from '../gpt/builtInModels.ts';
import type { GptModel } from '../gpt/GptModel.ts';
import { loadGptModel } from '../gpt/loadGptModel.ts';
import { parameterCount } from '../gpt/parameterCount.ts';
import { ensureWeights, type PreparedWeights } from '../weights/ensureWeights.ts';
import { LoadedEngine } from './LoadedEngine.ts';
import { loadFailure } from './loadFailure.ts';

export type LoadCommand = Extract<EngineCommand, { type: 'load' }>;

export interface LoadListeners {
  /** `fraction` is absent for what cannot tell how far it is. */
  onProgress: (activity: string, fraction?: number) => void;
  onLog: (level: 'info' | 'warn', message: string) => void;
}

/**
 * Prepares the weights, loads the model and opens the socket. `loadMs` of the description is the time from sound
 * weights to the first step done: preparing the weights file is not part of it.
 *
 * @throws {EngineFailure} naming the file, the reason and the remedy.
 */
export async function loadEngine(command: LoadCommand, listeners: LoadListeners): Promise<LoadedEngine> {
  const { cacheDirectory, model: name, socketPath, threads } = command;
  const { onLog, onProgress } = listeners;
  const configuration = builtInModels[name];
  const weights = await ensureWeights({ model: name, configuration, cacheDirectory, onProgress, onLog });

  onProgress('Loading the model');
  const startedAtMs = performance.now();
  const model = await loadOrExplain(command, weights);
  const loadMs = performance.now() - startedAtMs;

  const description = {
    model: name,
    parameters: parameterCount(configuration),
    provider: 'cpu',
    threads,
    weights: 'synthetic',
    runtimeVersion: env.versions.node ?? env.versions.common,
    maximumContextTokens: configuration.positions,
    loadMs,
  } as const;
  const engine = new LoadedEngine(model, description, (error) =>
    onLog('warn', `A connection to the engine broke: ${error.message}`),
  );
  await engine.listen(socketPath);
  return engine;
}

async function loadOrExplain(command: LoadCommand, weights: PreparedWeights): Promise<GptModel> {
  try {
    return await loadGptModel(builtInModels[command.model], weights, command.threads);
  } catch (error) {
    throw loadFailure(error, command.model, join(weights.directory, weights.fileName));
  }
}
