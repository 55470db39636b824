import type { ModelConfiguration } from '../../../core/contract/configuration.ts';
import type { PlannedModel } from '../../../core/contract/plannedStep.ts';

/**
 * A model that a server knows by this name. Lengths and sampling come from the configuration where it has a transformer of
 * that name; files and precision are the server's own affair.
 */
export function servedModel(id: string, known: ModelConfiguration | undefined): ModelConfiguration {
  if (known?.type !== 'transformer') return { name: id, type: 'transformer' };
  const { input_shape, max_length, temperature, top_p } = known;
  return {
    name: known.name,
    type: 'transformer',
    ...(input_shape === undefined ? {} : { input_shape }),
    ...(max_length === undefined ? {} : { max_length }),
    ...(temperature === undefined ? {} : { temperature }),
    ...(top_p === undefined ? {} : { top_p }),
  };
}

/** Such a model as a step has it. */
export function plannedServedModel(id: string, { name, temperature, top_p }: ModelConfiguration): PlannedModel {
  return { id, name, type: 'transformer', task: 'generate', temperature: temperature ?? 1, topP: top_p ?? 1 };
}
