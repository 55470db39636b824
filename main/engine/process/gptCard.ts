import { join } from 'node:path';
import type { ModelSource, Precision } from '../../../core/contract/engineProtocol.ts';
import type { ModelCard } from '../../../core/contract/modelCard.ts';
import { EngineFailure } from '../EngineFailure.ts';
import { buildGptGraph } from '../gpt/buildGptGraph.ts';
import { builtInModels, type GptConfiguration } from '../gpt/GptConfiguration.ts';
import { parameterCount } from '../gpt/gptParameters.ts';
import { variantTensors } from '../gpt/variantTensors.ts';
import { irVersion } from '../onnx/OnnxGraph.ts';
import { openGptFolder } from '../safetensors/openGptFolder.ts';
import { decodeTokens } from '../text/decodeTokens.ts';
import { ensureWeights, type WeightsRequest } from '../weights/ensureWeights.ts';
import { dataOf, type PreparedWeights, weightsLayout } from '../weights/weightsLayout.ts';

/** Of a session, over its weights: measured on GPT-2, 711 MB for 498, 212 for 270, 166 for 214 (the embedding stays mapped). */
const copiesOfWeights: Readonly<Record<Precision, number>> = { float32: 1.45, int8: 0.8, int4: 0.8 };
const runtimeBytes = 60_000_000;

/** What a model of the GPT family is, without loading it. @throws {EngineFailure} for a folder that cannot be used. */
export function gptCard(source: Extract<ModelSource, { kind: 'gpt' }>): ModelCard {
  const folder = source.weightsDirectory === undefined ? undefined : openGptFolder(source.weightsDirectory);
  const architecture = folder?.architecture ?? source.architecture;
  const configuration = folder?.configuration ?? builtInModels[architecture];
  const layout = weightsLayout(variantTensors(configuration, source.precision));
  const graph = buildGptGraph(configuration, source.precision, dataOf(layout, 'weights'));
  const weightBytes = layout.places.reduce((sum, { lengthBytes }) => sum + lengthBytes, 0);
  return {
    kind: folder === undefined ? 'built-in' : 'folder',
    ...(folder === undefined ? {} : { path: join(folder.directory, folder.fileName), fileBytes: folder.fileBytes }),
    externalFiles: [],
    task: 'generate',
    architecture,
    parameters: parameterCount(configuration),
    weightBytes,
    irVersion,
    producer: 'inferneo-bench',
    opsets: graph.operatorSets,
    operators: graph.operatorCounts,
    inputs: [],
    outputs: [],
    metadata: {},
    canBatch: true,
    maximumContextTokens: configuration.positions,
    neededMemoryBytes: Math.round(runtimeBytes + copiesOfWeights[source.precision] * weightBytes),
  };
}

/** What a model of the GPT family is before any variant is made of it: its sizes, its float32 weights, its vocabulary. */
export interface GptOrigin {
  kind: 'synthetic' | 'trained';
  configuration: GptConfiguration;
  weights: PreparedWeights;
  decode(tokens: readonly number[]): string;
}

/**
 * Gives the float32 weights of a model: those of the user's folder, mapped where they lie, else synthetic ones.
 *
 * @throws {EngineFailure}
 */
export async function gptOrigin(
  { architecture, weightsDirectory }: Extract<ModelSource, { kind: 'gpt' }>,
  place: Pick<WeightsRequest, 'cacheDirectory' | 'onProgress' | 'onLog'>,
): Promise<GptOrigin> {
  if (weightsDirectory === undefined) {
    const configuration = builtInModels[architecture];
    const { cacheDirectory, onLog, onProgress } = place;
    const weights = await ensureWeights({ cacheDirectory, onLog, onProgress, model: architecture, configuration });
    return { kind: 'synthetic', configuration, weights, decode: decodeTokens };
  }
  const folder = openGptFolder(weightsDirectory);
  if (folder.architecture !== architecture) {
    throw new EngineFailure({
      reason: `${weightsDirectory} holds the weights of ${folder.architecture}, and its entry says ${architecture}.`,
      remedy: `Write "architecture": "${folder.architecture}" in models.json.`,
    });
  }
  const { fileName } = folder;
  const data = new Map([...folder.places].map(([name, where]) => [name, { fileName, ...where }]));
  const weights = { directory: folder.directory, fileName, data, origin: folder.identity };
  return { kind: 'trained', configuration: folder.configuration, weights, decode: folder.decode };
}
