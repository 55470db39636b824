import { architectureOf } from '../../../core/configuration/architectureOf.ts';
import { precisionOf } from '../../../core/configuration/precisionOf.ts';
import type { ModelConfiguration } from '../../../core/contract/configuration.ts';
import type { ModelCard } from '../../../core/contract/modelCard.ts';
import type { PlannedModel } from '../../../core/contract/plannedStep.ts';

/**
 * A model as a step has it.
 *
 * @param card what its files say, where it has files that were read.
 */
export function plannedModel(id: string, model: ModelConfiguration, card: ModelCard | undefined): PlannedModel {
  const architecture = card?.architecture ?? architectureOf(id, model);
  const parameters = card?.parameters ?? model.parameters;
  const precision = model.type === 'transformer' ? precisionOf(model) : undefined;
  return {
    id,
    name: model.name,
    type: model.type,
    ...(architecture === undefined ? {} : { architecture }),
    ...(architecture === undefined || precision === undefined ? {} : { precision }),
    ...(model.path === undefined ? {} : { path: model.path }),
    ...(model.prepacking === undefined ? {} : { prepacking: model.prepacking }),
    ...(model.inputs === undefined ? {} : { inputs: model.inputs }),
    ...(model.golden === undefined ? {} : { goldenPath: model.golden }),
    ...(model.type === 'dummy' ? {} : { task: card?.task ?? (model.type === 'onnx' ? 'run' : 'generate') }),
    ...(parameters === undefined ? {} : { parameters }),
    ...(card === undefined ? {} : { neededMemoryBytes: card.neededMemoryBytes }),
    ...(model.latency_ms === undefined ? {} : { latencyMs: model.latency_ms }),
    ...(model.latency_ms_per_item === undefined ? {} : { latencyPerItemMs: model.latency_ms_per_item }),
    ...(model.latency_ms_per_output_token === undefined
      ? {}
      : { latencyPerOutputTokenMs: model.latency_ms_per_output_token }),
    ...(model.distribution === undefined ? {} : { distribution: model.distribution }),
    ...(model.slots === undefined ? {} : { slots: model.slots }),
    temperature: model.temperature ?? 1,
    topP: model.top_p ?? 1,
  };
}
