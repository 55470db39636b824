import { join } from 'node:path';
import type { ModelSource, Precision } from '../../../core/contract/engineProtocol.ts';
import type { ModelCard } from '../../../core/contract/modelCard.ts';
import { buildGptGraph } from '../gpt/buildGptGraph.ts';
import { builtInModels } from '../gpt/builtInModels.ts';
import { parameterCount } from '../gpt/parameterCount.ts';
import { variantTensors } from '../gpt/variantTensors.ts';
import { irVersion } from '../onnx/OnnxGraph.ts';
import { openGptFolder } from '../safetensors/openGptFolder.ts';
import { dataOf, weightsLayout } from '../weights/weightsLayout.ts';

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
