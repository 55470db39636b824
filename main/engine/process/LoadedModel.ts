import type { EngineDescription, Evaluation, Quality } from '../../../core/contract/engineProtocol.ts';
import type { ServedModel } from '../channel/ServedModel.ts';

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
