import type { DryRun } from '../../../core/contract/modelCard.ts';
import type { StepModel } from '../generation/generate.ts';

/** What came of one pass of a model. */
export interface PassOutcome {
  /** Time inside the runtime; inputs are made before and outputs are looked at after. */
  computeMs: number;
  /** 32 bits that stand for the content of all outputs. */
  hash: number;
  /** Outputs have NaN or infinite numbers in them. */
  notFinite: boolean;
  /** As they came. */
  outputs: DryRun['outputs'];
}

/** A model that is run once for a request, on inputs that it makes itself. */
export interface PassModel {
  /**
   * @param seed the same seed gives the same inputs.
   * @throws {RequestError} when the batch cannot be had; whatever the runtime throws otherwise.
   */
  pass(batchSize: number, seed: number): Promise<PassOutcome>;
}

/** What a channel serves: a model that generates, or one that is run once for a request. */
export type ServedModel =
  | { task: 'generate'; model: StepModel; decode: (tokens: readonly number[]) => string }
  | { task: 'run'; model: PassModel };
