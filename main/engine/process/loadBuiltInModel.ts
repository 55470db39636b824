import { join } from 'node:path';
import { env, InferenceSession } from 'onnxruntime-node';
import type {
  Evaluation,
  ModelLoading,
  ModelSource,
  Precision,
  Quality,
} from '../../../core/contract/engineProtocol.ts';
import { EngineFailure, errorText, isOutOfMemory } from '../EngineFailure.ts';
import { buildGptGraph } from '../gpt/buildGptGraph.ts';
import type { GptConfiguration } from '../gpt/GptConfiguration.ts';
import { GptModel } from '../gpt/GptModel.ts';
import { parameterCount } from '../gpt/gptParameters.ts';
import type { LoadedModel, LoadRequest, TimedLoad } from '../LoadedModel.ts';
import { providerLibraries, systemFiles } from '../providers/providerLibraries.ts';
import { sessionOptionsFor, webGpuDevice } from '../providers/sessionOptionsFor.ts';
import { evaluateReference } from '../quality/evaluateReference.ts';
import { ensureVariant } from '../weights/ensureWeights.ts';
import type { PreparedWeights } from '../weights/weightsLayout.ts';
import { type GptOrigin, gptOrigin } from './gptCard.ts';

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

/** Turns an error met while the runtime loads a model into a failure that names the file and the remedy. */
export function loadFailure(error: unknown, model: string, weightsPath: string, canBeMadeAnew: boolean): EngineFailure {
  const detail = errorText(error);
  if (isOutOfMemory(error)) {
    const reason = `There is not enough memory to load ${model} from ${weightsPath}.`;
    const remedy = 'Close other programs, or choose a smaller model such as distilgpt2.';
    return new EngineFailure({ reason, remedy, detail }, error);
  }
  const reason = `ONNX Runtime refused ${model} with the weights file ${weightsPath}.`;
  const remedy = canBeMadeAnew
    ? `Delete ${weightsPath}; it is made anew at the next start.`
    : 'Check that the file is whole, and download it again when it is not.';
  return new EngineFailure({ reason, remedy, detail }, error);
}

interface GptLoading extends Pick<ModelLoading, 'provider' | 'threads' | 'prepacking'> {
  configuration: GptConfiguration;
  precision: Precision;
  /** Of the variant that the precision asks for. */
  weights: PreparedWeights;
}

/**
 * Builds the graph over prepared weights, loads it and runs it once, so that what would fail fails here and the first
 * request does not pay for pages never touched before. With prepacking the runtime rearranges the weights into the order
 * that the processor's kernels like best: that costs seconds of loading and a private copy, and makes runs faster.
 * Blocks the event loop for most of the time.
 *
 * @throws {Error} the runtime's own, when the model is refused, a weights file is missing or short, or memory is.
 */
export async function loadGptModel(loading: GptLoading): Promise<GptModel> {
  const { configuration, precision, weights } = loading;
  const graph = buildGptGraph(configuration, precision, weights.data);
  const options = sessionOptionsFor({ ...loading, weightsDirectory: weights.directory });
  const model = new GptModel(await InferenceSession.create(graph.encode(), options), configuration);
  model.begin(1, 1);
  await model.step([[configuration.vocabulary - 1]], 1);
  return model;
}
