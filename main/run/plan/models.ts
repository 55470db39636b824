import { existsSync, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { architectureOf, precisionOf, serverOnlyFile } from '../../../core/configuration/modelFiles.ts';
import type { Configuration, ModelConfiguration } from '../../../core/contract/configuration.ts';
import type { ModelSource } from '../../../core/contract/engineProtocol.ts';
import type { ModelCard } from '../../../core/contract/modelCard.ts';
import type { PlannedModel } from '../../../core/contract/plannedStep.ts';
import type { Failure } from '../../../core/contract/WorkerMessages.ts';
import { didYouMean } from '../../../core/format/nearestNames.ts';

/** By model id: what the files of a model say, or why they cannot be used. Models without files have no entry. */
export type ModelCards = ReadonlyMap<string, ModelCard | Failure>;

/** Whether the files of a model can be used. */
export function isCard(entry: ModelCard | Failure): entry is ModelCard {
  return 'kind' in entry;
}

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

/** What to say of a model that models.json does not have: a file needs something that runs it, a name may be mistyped. */
export function unknownModel(name: string, known: readonly string[]): { message: string; remedy: string } {
  const served = serverOnlyFile(name);
  if (served !== undefined) {
    return { message: served.message, remedy: `${served.remedy} Until then: Choose one of ${known.join(', ')}.` };
  }
  if (name.toLowerCase().endsWith('.onnx') || /[/\\]/.test(name)) {
    return {
      message: `there is no file "${name}", nor a model of that name in models.json`,
      remedy: 'Write the path of an .onnx file or of a folder of weights, as seen from the working directory.',
    };
  }
  return { message: `there is no model "${name}" in models.json`, remedy: didYouMean(name, known) };
}

/**
 * The configuration with the models that were named by a path, for this plan alone: a name that models.json does not have
 * and that is a file or a folder becomes a model under the name as it was given. What it is worth, reading it tells.
 */
export function withAdHocModels(names: readonly string[], configuration: Configuration): Configuration {
  const { models } = configuration.models;
  const found: [string, ModelConfiguration][] = [...new Set(names)].flatMap((name) => {
    if (Object.hasOwn(models, name) || serverOnlyFile(name) !== undefined || !existsSync(name)) return [];
    const path = resolve(name);
    const type = statSync(path).isDirectory() ? 'transformer' : 'onnx';
    return [[name, { name: basename(path), type, path }]];
  });
  if (found.length === 0) return configuration;
  return { ...configuration, models: { ...configuration.models, models: { ...models, ...Object.fromEntries(found) } } };
}
