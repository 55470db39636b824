import { join } from 'node:path';
import { env } from 'onnxruntime-node';
import type { ModelLoading, ModelSource } from '../../../core/contract/engineProtocol.ts';
import { EngineFailure } from '../EngineFailure.ts';
import { builtInModels } from '../gpt/builtInModels.ts';
import type { GptModel } from '../gpt/GptModel.ts';
import { loadGptModel } from '../gpt/loadGptModel.ts';
import { parameterCount } from '../gpt/parameterCount.ts';
import { decodeTokens } from '../text/decodeTokens.ts';
import { ensureWeights, type PreparedWeights } from '../weights/ensureWeights.ts';
import type { LoadedModel } from './LoadedModel.ts';
import { loadFailure } from './loadFailure.ts';
import type { LoadRequest, TimedLoad } from './loadModel.ts';

type GptSource = Extract<ModelSource, { kind: 'gpt' }>;

/** Loads a graph that the engine builds itself. @throws {EngineFailure} */
export async function loadBuiltInModel(source: GptSource, request: LoadRequest): Promise<TimedLoad> {
  refuseWhatCannotBeHad(source, request);
  const { cacheDirectory, onLog, onProgress } = request;
  const configuration = builtInModels[source.architecture];
  const weights = await ensureWeights({ model: source.architecture, configuration, cacheDirectory, onProgress, onLog });

  onProgress('Loading the model');
  const startedAtMs = performance.now();
  const model = await loadOrExplain(source, request, weights);
  const loadMs = performance.now() - startedAtMs;
  const loaded: LoadedModel = {
    served: { task: 'generate', model, decode: decodeTokens },
    description: {
      model: request.model,
      task: 'generate',
      parameters: parameterCount(configuration),
      provider: request.provider,
      libraries: [`ONNX Runtime ${env.versions.node ?? env.versions.common}`],
      threads: request.threads,
      prepacking: request.prepacking,
      precision: source.precision,
      weights: 'synthetic',
      runtimeVersion: env.versions.node ?? env.versions.common,
      maximumContextTokens: configuration.positions,
      vocabulary: configuration.vocabulary,
    },
    evaluate: async () => {
      throw new EngineFailure({
        reason: `The outputs of ${request.model} cannot be held against a reference by this engine yet.`,
        remedy: 'Run it without its quality.',
      });
    },
    release: () => model.release(),
  };
  return { model: loaded, loadMs };
}

function refuseWhatCannotBeHad(source: GptSource, { prepacking, provider }: ModelLoading): void {
  const asked =
    source.weightsDirectory !== undefined
      ? `the weights of ${source.weightsDirectory}`
      : source.precision !== 'float32'
        ? `the precision ${source.precision}`
        : provider !== 'cpu'
          ? `the provider ${provider}`
          : prepacking
            ? undefined
            : 'no prepacking';
  if (asked === undefined) return;
  throw new EngineFailure({
    reason: `${source.architecture} was asked for with ${asked}, which this engine does not have.`,
    remedy: 'Use it in float32 with synthetic weights on provider cpu, with prepacking.',
  });
}

async function loadOrExplain(source: GptSource, request: LoadRequest, weights: PreparedWeights): Promise<GptModel> {
  try {
    return await loadGptModel(builtInModels[source.architecture], weights, request.threads);
  } catch (error) {
    throw loadFailure(error, request.model, join(weights.directory, weights.fileName));
  }
}
