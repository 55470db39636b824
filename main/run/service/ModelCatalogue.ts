import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Configuration, ModelConfiguration } from '../../../core/contract/configuration.ts';
import type { ModelSource } from '../../../core/contract/engineProtocol.ts';
import type { IpcResults, ModelEntry } from '../../../core/contract/ipc.ts';
import type { InputOverride } from '../../../core/contract/modelCard.ts';
import type { Failure } from '../../../core/contract/WorkerMessages.ts';
import type { LoadedConfiguration } from '../configuration/loadConfiguration.ts';
import type { ProductPaths } from '../directories.ts';
import { configuredSource, isCard } from '../plan/models.ts';
import { askEngineOnce } from '../sessions/engineAnswer.ts';
import { failureOf } from '../sessions/FailureError.ts';
import type { StartWorker } from '../workers/WorkerProcess.ts';
import type { ModelReader } from './ModelReader.ts';
import type { UserConfiguration } from './UserConfiguration.ts';

/** Loading a model of gigabytes from a slow disk and running it once. */
const dryRunTimeoutMs = 10 * 60_000;

/** A model as a user names it before it is in the configuration. */
export interface ModelPlace {
  /** Of an `.onnx` file or a folder of weights. */
  path: string;
  inputs: Record<string, InputOverride>;
}

/** The models there are: lists them, looks at files, tries them, and keeps the user's own in the configuration. */
export class ModelCatalogue {
  readonly #paths: ProductPaths;
  readonly #startWorker: StartWorker;
  readonly #reader: ModelReader;
  readonly #configuration: UserConfiguration;

  constructor(paths: ProductPaths, startWorker: StartWorker, reader: ModelReader, configuration: UserConfiguration) {
    this.#paths = paths;
    this.#startWorker = startWorker;
    this.#reader = reader;
    this.#configuration = configuration;
  }

  async list({ models }: Configuration): Promise<ModelEntry[]> {
    const bundled = await this.#configuration.bundledModelIds();
    const entries: ModelEntry[] = [];
    for (const [id, configuration] of Object.entries(models.models)) {
      const source = configuredSource(id, configuration);
      const card = source === undefined ? undefined : await this.#reader.read(source);
      entries.push({
        id,
        configuration,
        isBundled: bundled.has(id),
        ...(card === undefined ? {} : { card: isCard(card) ? card : { failure: card } }),
      });
    }
    return entries;
  }

  async inspect(place: ModelPlace): Promise<IpcResults['inspectModel']> {
    const card = await this.#reader.read(sourceAt(place));
    return isCard(card) ? { card } : { failure: card };
  }

  async dryRun(place: ModelPlace): Promise<IpcResults['dryRunModel']> {
    const card = await this.#reader.read(sourceAt(place));
    if (!isCard(card)) return { failure: card };
    const source: ModelSource = sourceAt(place, card.architecture);
    try {
      const question = {
        type: 'dryRun' as const,
        source,
        model: place.path,
        provider: 'cpu' as const,
        threads: 1,
        prepacking: true,
        cacheDirectory: this.#paths.cacheDirectory,
        batchSize: 1,
      };
      return { dryRun: (await askEngineOnce(this.#startWorker, question, dryRunTimeoutMs)).dryRun };
    } catch (error) {
      return { failure: failureOf(error) };
    }
  }

  /** @returns the configuration with the model in it. */
  async add(
    { id, name, ...place }: ModelPlace & { id: string; name: string },
    current: Configuration,
  ): Promise<LoadedConfiguration | { failure: Failure }> {
    if (Object.hasOwn(current.models.models, id)) return { failure: takenId(id) };
    const card = await this.#reader.read(sourceAt(place));
    if (!isCard(card)) return { failure: card };
    const model: ModelConfiguration = {
      name,
      type: card.kind === 'onnx' ? 'onnx' : 'transformer',
      path: resolve(place.path),
      ...(card.architecture === undefined ? {} : { architecture: card.architecture }),
      ...(card.parameters > 0 ? { parameters: card.parameters } : {}),
      ...(Object.keys(place.inputs).length === 0 ? {} : { inputs: place.inputs }),
    };
    return this.#configuration.change('models.json', (file) => {
      if (Object.hasOwn(file.models, id)) return takenId(id);
      file.models = Object.fromEntries([...Object.entries(file.models), [id, model]]);
      return undefined;
    });
  }

  /** @returns the configuration without it. Its files stay. */
  async delete(id: string): Promise<LoadedConfiguration | { failure: Failure }> {
    if ((await this.#configuration.bundledModelIds()).has(id)) {
      return {
        failure: { reason: `"${id}" came with the product`, remedy: 'Only models of your own can be deleted.' },
      };
    }
    return this.#configuration.change('models.json', (file) => {
      if (!Object.hasOwn(file.models, id)) {
        return { reason: `There is no model "${id}" in models.json`, remedy: 'Look at the list of models again.' };
      }
      delete file.models[id];
      for (const key of ['default_models', 'test_models'] as const) {
        const names = file[key];
        if (names !== undefined) file[key] = names.filter((name) => name !== id);
      }
      return undefined;
    });
  }
}

function takenId(id: string): Failure {
  return { reason: `There is a model "${id}" already`, remedy: 'Choose another id.' };
}

/** What the embedded engine is to read at a path: a folder holds weights of a graph that it builds, all else is a file. */
function sourceAt(
  place: { path: string; inputs: Record<string, InputOverride> },
  architecture: 'gpt2' | 'distilgpt2' = 'gpt2',
): ModelSource {
  const path = resolve(place.path);
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) {
    return { kind: 'file', path, inputs: place.inputs };
  }
  return { kind: 'gpt', architecture, weightsDirectory: path, precision: 'float32' };
}
