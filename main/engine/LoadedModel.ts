import type { EngineDescription, Evaluation, ModelLoading, Quality } from '../../core/contract/engineProtocol.ts';
import type { ServedModel } from './channel/ServedModel.ts';

/** A model in memory, of whatever source, with what the process needs of it. */
export interface LoadedModel {
  served: ServedModel;
  description: Omit<EngineDescription, 'loadMs'>;
  /**
   * Holds the outputs against a reference.
   *
   * @throws {EngineFailure} when that cannot be done; the model still serves then.
   */
  evaluate(evaluation: Evaluation, onProgress: (activity: string, fraction?: number) => void): Promise<Quality>;
  /** Frees the runtime's memory. The model cannot be used afterwards. */
  release(): Promise<void>;
}

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
