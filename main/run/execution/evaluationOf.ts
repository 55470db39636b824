import type { Evaluation } from '../../../core/contract/engineProtocol.ts';
import type { PlannedStep } from '../../../core/contract/plannedStep.ts';

/** What the engine itself is to hold a step's outputs against; undefined where there is nothing. */
export function evaluationOf({ model, load, reference }: PlannedStep): Evaluation | undefined {
  if (reference !== undefined) return undefined;
  if (model.goldenPath !== undefined) return { kind: 'golden', path: model.goldenPath };
  const isVariant = model.architecture !== undefined && model.precision !== undefined && model.precision !== 'float32';
  return isVariant ? { kind: 'reference', seed: load.seed } : undefined;
}
