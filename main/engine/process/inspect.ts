import type { ModelSource } from '../../../core/contract/engineProtocol.ts';
import type { ModelCard } from '../../../core/contract/modelCard.ts';
import { customCard } from '../custom/customCard.ts';
import { EngineFailure } from '../EngineFailure.ts';
import { builtInModels } from '../gpt/builtInModels.ts';
import { parameterCount } from '../gpt/parameterCount.ts';

/** Of the weights once loaded, measured: 710 MB for 498 MB. */
const copiesOfWeights = 1.45;
const runtimeBytes = 60_000_000;

/** What a model is, without loading it. @throws {EngineFailure} */
export function inspect(source: ModelSource): ModelCard {
  if (source.kind === 'file') return customCard(source.path, source.inputs);
  if (source.weightsDirectory !== undefined || source.precision !== 'float32') {
    throw new EngineFailure({
      reason: `${source.architecture} in ${source.precision}${source.weightsDirectory === undefined ? '' : ` with the weights of ${source.weightsDirectory}`} is nothing that this engine has.`,
      remedy: 'Use it in float32 with synthetic weights.',
    });
  }
  const configuration = builtInModels[source.architecture];
  const parameters = parameterCount(configuration);
  return {
    kind: 'built-in',
    externalFiles: [],
    task: 'generate',
    architecture: source.architecture,
    parameters,
    weightBytes: 4 * parameters,
    opsets: [],
    operators: [],
    inputs: [],
    outputs: [],
    metadata: {},
    canBatch: true,
    maximumContextTokens: configuration.positions,
    neededMemoryBytes: Math.round(runtimeBytes + copiesOfWeights * 4 * parameters),
  };
}
