import type { ModelLoading } from '../../../core/contract/engineProtocol.ts';
import { loadCustomModel } from '../custom/loadCustomModel.ts';
import type { LoadedModel } from './LoadedModel.ts';
import { loadBuiltInModel } from './loadBuiltInModel.ts';

export interface LoadListeners {
  /** `fraction` is absent for what cannot tell how far it is. */
  onProgress: (activity: string, fraction?: number) => void;
  onLog: (level: 'info' | 'warn', message: string) => void;
}

export interface LoadRequest extends ModelLoading, LoadListeners {
  /** The model's id, for messages. */
  model: string;
  cacheDirectory: string;
}

/** A loaded model, and the time from sound files to the first step done: preparing weights is not part of it. */
export interface TimedLoad {
  model: LoadedModel;
  loadMs: number;
}

/** Loads a model of either source. @throws {EngineFailure} naming the file, the reason and the remedy. */
export async function loadModel(request: LoadRequest): Promise<TimedLoad> {
  const { source } = request;
  return source.kind === 'gpt' ? loadBuiltInModel(source, request) : loadCustomModel(source, request);
}
