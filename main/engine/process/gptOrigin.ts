import type { ModelSource } from '../../../core/contract/engineProtocol.ts';
import { EngineFailure } from '../EngineFailure.ts';
import { builtInModels } from '../gpt/builtInModels.ts';
import type { GptConfiguration } from '../gpt/GptConfiguration.ts';
import { openGptFolder } from '../safetensors/openGptFolder.ts';
import { decodeTokens } from '../text/decodeTokens.ts';
import { ensureWeights, type WeightsRequest } from '../weights/ensureWeights.ts';
import type { PreparedWeights } from '../weights/PreparedWeights.ts';

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
