import type { ModelConfiguration } from '../contract/configuration.ts';
import { type Precision, precisions } from '../contract/engineProtocol.ts';

/** The variant of a built-in graph that a model's `dtype` names; undefined for one that the embedded engine has not. */
export function precisionOf(model: ModelConfiguration): Precision | undefined {
  return precisions.find((precision) => precision === (model.dtype ?? 'float32'));
}
