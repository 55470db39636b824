import { createHash } from 'node:crypto';
import { seedOfText } from '../../../core/statistics/SeededRandom.ts';
import type { GptConfiguration } from '../gpt/GptConfiguration.ts';
import { gptParameters, parameterCount } from '../gpt/gptParameters.ts';
import { variantTensors } from '../gpt/variantTensors.ts';
import { ensureWeightsFile, type WeightsFileRequest } from './ensureWeightsFile.ts';
import { syntheticPieces } from './syntheticPieces.ts';
import { variantPieces } from './variantPieces.ts';
import { dataOf, type PreparedWeights, weightsLayout } from './weightsLayout.ts';

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

interface VariantRequest extends Pick<WeightsFileRequest, 'cacheDirectory' | 'onProgress' | 'onLog'> {
  model: string;
  configuration: GptConfiguration;
  precision: 'int8' | 'int4';
  /** In float32. */
  source: PreparedWeights;
}

/**
 * Gives the weights of a variant, from the cache directory where they are sound and were made of these very weights,
 * else made anew.
 *
 * @throws {EngineFailure} naming the file when the directory cannot be used or the disk is full.
 */
export async function ensureVariant(request: VariantRequest): Promise<PreparedWeights> {
  const { model, configuration, precision, source, ...place } = request;
  const layout = weightsLayout(variantTensors(configuration, precision));
  const identity = createHash('sha256').update(source.origin).digest('hex').slice(0, 12);
  const fileName = `${model}-${precision}-${identity}.weights`;
  await ensureWeightsFile({
    ...place,
    fileName,
    expected: {
      schema: 'inferneo-bench/weights/2',
      kind: precision,
      model,
      origin: source.origin,
      parameters: parameterCount(configuration),
      sizeBytes: layout.sizeBytes,
    },
    activity: `Making the ${precision} variant`,
    pieces: () => variantPieces(layout, configuration, precision, source),
  });
  return { directory: place.cacheDirectory, fileName, data: dataOf(layout, fileName), origin: source.origin };
}
