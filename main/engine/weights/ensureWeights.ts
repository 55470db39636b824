import { seedOfText } from '../../../core/schedule/seedOfText.ts';
import type { GptConfiguration } from '../gpt/GptConfiguration.ts';
import { gptParameters } from '../gpt/gptParameters.ts';
import { parameterCount } from '../gpt/parameterCount.ts';
import { variantTensors } from '../gpt/variantTensors.ts';
import { ensureWeightsFile, type WeightsFileRequest } from './ensureWeightsFile.ts';
import type { PreparedWeights } from './PreparedWeights.ts';
import { syntheticPieces } from './syntheticPieces.ts';
import { dataOf, weightsLayout } from './weightsLayout.ts';

export interface WeightsRequest extends Pick<WeightsFileRequest, 'cacheDirectory' | 'onProgress' | 'onLog'> {
  model: string;
  configuration: GptConfiguration;
}

/**
 * Gives the synthetic weights of a model in float32, from the cache directory where they are sound, else written anew.
 *
 * @throws {EngineFailure} naming the file when the directory cannot be used or the disk is full.
 */
export async function ensureWeights({ model, configuration, ...place }: WeightsRequest): Promise<PreparedWeights> {
  const layout = weightsLayout(variantTensors(configuration, 'float32'));
  const fileName = `${model}-synthetic.weights`;
  const seed = seedOfText(model);
  const origin = `seed ${seed}`;
  const gains = new Set(gptParameters(configuration).flatMap(({ name, kind }) => (kind === 'gain' ? [name] : [])));
  await ensureWeightsFile({
    ...place,
    fileName,
    expected: {
      schema: 'inferneo-bench/weights/2',
      kind: 'synthetic',
      model,
      origin,
      parameters: parameterCount(configuration),
      sizeBytes: layout.sizeBytes,
    },
    activity: 'Writing synthetic weights',
    pieces: () => syntheticPieces(layout, gains, seed),
  });
  return { directory: place.cacheDirectory, fileName, data: dataOf(layout, fileName), origin };
}
