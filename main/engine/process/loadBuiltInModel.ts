import { join } from 'node:path';
import { env } from 'onnxruntime-node';
import type { Evaluation, ModelSource, Quality } from '../../../core/contract/engineProtocol.ts';
import { EngineFailure } from '../EngineFailure.ts';
import type { GptModel } from '../gpt/GptModel.ts';
import { loadGptModel } from '../gpt/loadGptModel.ts';
import { parameterCount } from '../gpt/parameterCount.ts';
import { systemFiles } from '../providers/missingLibrary.ts';
import { providerLibraries } from '../providers/providerLibraries.ts';
import { webGpuDevice } from '../providers/webGpuDevice.ts';
import { evaluateReference } from '../quality/evaluateReference.ts';
import { ensureVariant } from '../weights/ensureVariant.ts';
import type { PreparedWeights } from '../weights/PreparedWeights.ts';
import { type GptOrigin, gptOrigin } from './gptOrigin.ts';
import type { LoadedModel } from './LoadedModel.ts';
import { loadFailure } from './loadFailure.ts';
import type { LoadRequest, TimedLoad } from './loadModel.ts';

type GptSource = Extract<ModelSource, { kind: 'gpt' }>;

/** Loads a graph that the engine builds itself, in any precision, with weights of its own or the user's. @throws {EngineFailure} */
export async function loadBuiltInModel(source: GptSource, request: LoadRequest): Promise<TimedLoad> {
  const { onProgress } = request;
  const origin = await gptOrigin(source, request);
  const weights = await weightsOf(source, request, origin);
  if (source.precision === 'int4' && !request.prepacking) {
    request.onLog(
      'warn',
      `${request.model} runs in int4 without prepacking: the runtime then has no fast product for it.`,
    );
  }
  onProgress('Loading the model');
  const startedAtMs = performance.now();
  const model = await loadOrExplain(source, request, origin, weights);
  const loadMs = performance.now() - startedAtMs;
  const { configuration, decode, kind } = origin;
  const runtimeVersion = env.versions.node ?? env.versions.common;
  const { device } = request.provider === 'webgpu' ? webGpuDevice(systemFiles, process.env) : {};
  const loaded: LoadedModel = {
    served: { task: 'generate', model, decode },
    description: {
      model: request.model,
      task: 'generate',
      parameters: parameterCount(configuration),
      provider: request.provider,
      ...(device === undefined ? {} : { device }),
      libraries: providerLibraries(),
      threads: request.threads,
      prepacking: request.prepacking,
      precision: source.precision,
      weights: kind,
      runtimeVersion,
      maximumContextTokens: configuration.positions,
      vocabulary: configuration.vocabulary,
    },
    evaluate: (evaluation, onEvaluated) => evaluate(evaluation, source, request, origin, model, onEvaluated),
    release: () => model.release(),
  };
  return { model: loaded, loadMs };
}

async function weightsOf(
  { architecture, precision }: GptSource,
  { cacheDirectory, onLog, onProgress }: LoadRequest,
  { configuration, weights }: GptOrigin,
): Promise<PreparedWeights> {
  if (precision === 'float32') return weights;
  const place = { cacheDirectory, onLog, onProgress };
  return ensureVariant({ ...place, model: architecture, configuration, precision, source: weights });
}

async function loadOrExplain(
  source: GptSource,
  request: LoadRequest,
  { configuration, kind }: GptOrigin,
  weights: PreparedWeights,
): Promise<GptModel> {
  try {
    return await loadGptModel({ ...request, configuration, precision: source.precision, weights });
  } catch (error) {
    const canBeMadeAnew = kind === 'synthetic' || source.precision !== 'float32';
    throw loadFailure(error, request.model, join(weights.directory, weights.fileName), canBeMadeAnew);
  }
}

/** The reference is the same graph over the same weights in full precision, on the processor. */
async function evaluate(
  evaluation: Evaluation,
  { architecture }: GptSource,
  { model: id, threads }: LoadRequest,
  { configuration, kind, weights }: GptOrigin,
  model: GptModel,
  onProgress: (activity: string, fraction?: number) => void,
): Promise<Quality> {
  if (evaluation.kind === 'golden') {
    throw new EngineFailure({
      reason: `Golden samples hold inputs and outputs of a graph, and ${id} is a model that generates.`,
      remedy: 'Take "golden" out of its entry; variants are held against float32 without it.',
    });
  }
  return evaluateReference({
    model,
    reference: `${architecture} in float32 with the same ${kind} weights`,
    loadReference: () =>
      loadGptModel({ configuration, precision: 'float32', weights, provider: 'cpu', threads, prepacking: false }),
    seed: evaluation.seed,
    onProgress: (fraction) => onProgress('Comparing outputs with float32', fraction),
  });
}
