import type { ModelSource } from '../../../core/contract/engineProtocol.ts';
import type { PlannedModel } from '../../../core/contract/plannedStep.ts';

/**
 * Where the embedded engine takes a planned model's graph and weights from.
 *
 * @throws Error for a model that it does not run; a plan refuses these before.
 */
export function modelSourceOf(model: PlannedModel): ModelSource {
  if (model.type === 'onnx' && model.path !== undefined) {
    return { kind: 'file', path: model.path, inputs: model.inputs ?? {} };
  }
  if (model.architecture === undefined) throw new Error(`"${model.id}" is no model of the embedded engine`);
  return {
    kind: 'gpt',
    architecture: model.architecture,
    ...(model.path === undefined ? {} : { weightsDirectory: model.path }),
    precision: model.precision ?? 'float32',
  };
}
