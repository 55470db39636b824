import { InferenceSession } from 'onnxruntime-node';
import type { ModelLoading, Precision } from '../../../core/contract/engineProtocol.ts';
import { sessionOptionsFor } from '../providers/sessionOptionsFor.ts';
import type { PreparedWeights } from '../weights/PreparedWeights.ts';
import { buildGptGraph } from './buildGptGraph.ts';
import type { GptConfiguration } from './GptConfiguration.ts';
import { GptModel } from './GptModel.ts';

export interface GptLoading extends Pick<ModelLoading, 'provider' | 'threads' | 'prepacking'> {
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
