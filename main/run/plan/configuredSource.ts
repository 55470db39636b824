import { architectureOf } from '../../../core/configuration/architectureOf.ts';
import { precisionOf } from '../../../core/configuration/precisionOf.ts';
import type { ModelConfiguration } from '../../../core/contract/configuration.ts';
import type { ModelSource } from '../../../core/contract/engineProtocol.ts';

/** What the embedded engine reads for an entry of the configuration; undefined for one that it does not run. */
export function configuredSource(id: string, model: ModelConfiguration): ModelSource | undefined {
  if (model.type === 'onnx' && model.path !== undefined) {
    return { kind: 'file', path: model.path, inputs: model.inputs ?? {} };
  }
  const architecture = architectureOf(id, model);
  if (model.type !== 'transformer' || (architecture === undefined && model.path === undefined)) return undefined;
  return {
    kind: 'gpt',
    // A folder without one is read to learn which it is of: its card says so.
    architecture: architecture ?? 'gpt2',
    ...(model.path === undefined ? {} : { weightsDirectory: model.path }),
    precision: precisionOf(model) ?? 'float32',
  };
}
