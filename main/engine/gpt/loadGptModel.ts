import type { PreparedWeights } from '../weights/ensureWeights.ts';
import { buildGptGraph } from './buildGptGraph.ts';
import { createInferenceSession } from './createInferenceSession.ts';
import type { GptConfiguration } from './GptConfiguration.ts';
import { GptModel } from './GptModel.ts';

/**
 * Builds the graph over prepared weights, loads it and runs it once, so that what would fail fails here and the first
 * request does not pay for pages never touched before. Blocks the event loop for most of the time.
 *
 * @throws {Error} the runtime's own.
 */
export async function loadGptModel(
  configuration: GptConfiguration,
  weights: PreparedWeights,
  threads: number,
): Promise<GptModel> {
  const { directory, fileName, places } = weights;
  const data = new Map(
    places.map(({ name, offsetBytes, lengthBytes }) => [name, { fileName, offsetBytes, lengthBytes }]),
  );
  const graph = buildGptGraph(configuration, data);
  const session = await createInferenceSession(graph, directory, threads);
  const model = new GptModel(session, configuration);
  model.begin(1, 1);
  await model.step([[configuration.vocabulary - 1]], 1);
  return model;
}
