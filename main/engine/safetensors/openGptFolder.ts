import { createHash } from 'node:crypto';
import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { EngineFailure } from '../EngineFailure.ts';
import { builtInModels, type GptConfiguration } from '../gpt/GptConfiguration.ts';
import { gptParameters } from '../gpt/gptParameters.ts';
import { checkFolderConfiguration, folderDecoder } from './folderFiles.ts';
import { checkTiedOutput, readSafetensorsHeader, type SafetensorsEntry } from './readSafetensorsHeader.ts';

type GptArchitecture = keyof typeof builtInModels;

/** A folder of trained weights of a GPT-2 that the engine can map as they lie. */
interface GptFolder {
  architecture: GptArchitecture;
  configuration: GptConfiguration;
  /** Of the weights file itself: a link is followed, since the runtime accepts no file outside of its folder. */
  directory: string;
  fileName: string;
  fileBytes: number;
  /** By the parameter's name: where its float32 values lie. */
  places: ReadonlyMap<string, { offsetBytes: number; lengthBytes: number }>;
  /** Differs when the weights differ. */
  identity: string;
  decode(tokens: readonly number[]): string;
}

const weightsFileName = 'model.safetensors';
const supported = 'GPT-2 (12 layers) and DistilGPT-2 (6 layers), 768 wide, with 50,257 tokens, in float32';

/**
 * Opens a folder as Hugging Face's tools write it: `model.safetensors`, with `config.json` and the files of a tokenizer
 * where there are any. Of the weights nothing is read but an output projection that is stored beside the embedding.
 *
 * @param known architectures by name; replaced in tests.
 * @throws {EngineFailure} naming the file or tensor, what was found, and what is supported.
 */
export function openGptFolder(
  folder: string,
  known: Readonly<Record<GptArchitecture, GptConfiguration>> = builtInModels,
): GptFolder {
  const link = weightsFile(folder);
  const path = realpathSync(link);
  const { fileBytes, text, tensors } = readSafetensorsHeader(path);
  const named = withoutPrefix(link, tensors);
  const layers = layerCount(named);
  const architecture = (Object.keys(known) as GptArchitecture[]).find((name) => known[name].layers === layers);
  if (architecture === undefined) {
    const names = [...named.keys()].slice(0, 3).join(', ');
    const found = layers > 0 ? `${layers} layers` : names === '' ? 'no tensors' : `tensors such as ${names}`;
    throw new EngineFailure({
      reason: `${link} holds another architecture: it has ${found}.`,
      remedy: `Choose a folder of ${supported}; serve others with a server of their own.`,
    });
  }
  const configuration = known[architecture];
  checkFolderConfiguration(folder, configuration);
  const places = new Map(
    gptParameters(configuration).map(({ name, shape }) => [name, placeOf(link, name, shape, named.get(name))]),
  );
  const projection = named.get('lm_head.weight');
  if (projection !== undefined) checkTiedOutput(path, projection, named.get('wte.weight'));
  const { mtimeMs } = statSync(path);
  return {
    architecture,
    configuration,
    directory: dirname(path),
    fileName: basename(path),
    fileBytes,
    places,
    identity: `${fileBytes} ${mtimeMs} ${createHash('sha256').update(text).digest('hex')}`,
    decode: folderDecoder(folder),
  };
}

function weightsFile(folder: string): string {
  const path = join(folder, weightsFileName);
  if (existsSync(path)) return path;
  const [found, remedy] = existsSync(join(folder, `${weightsFileName}.index.json`))
    ? ['its weights are split into several files', 'Save the model anew in one file (max_shard_size="10GB").']
    : existsSync(join(folder, 'pytorch_model.bin'))
      ? ['it has pytorch_model.bin only', 'Save the model anew with safe_serialization=True.']
      : ['it is not there', `Choose a folder of ${supported}.`];
  throw new EngineFailure({ reason: `${folder} has no ${weightsFileName}: ${found}.`, remedy });
}

/** Some checkpoints put `transformer.` before every name of the body. */
function withoutPrefix(path: string, tensors: ReadonlyMap<string, SafetensorsEntry>): Map<string, SafetensorsEntry> {
  const named = new Map<string, SafetensorsEntry>();
  for (const [full, entry] of tensors) {
    const name = full.replace(/^transformer\./, '');
    if (named.has(name)) {
      throw new EngineFailure({
        reason: `${path}: the tensor ${name} is there twice, with and without "transformer." before its name.`,
        remedy: 'Download the whole model again.',
      });
    }
    named.set(name, entry);
  }
  return named;
}

/** By the last layer of which anything is there: a larger model that lacks a tensor must not pass for a smaller one. */
function layerCount(named: ReadonlyMap<string, SafetensorsEntry>): number {
  let layers = 0;
  for (const name of named.keys()) {
    const layer = /^h\.(\d{1,6})\./.exec(name)?.[1];
    if (layer !== undefined) layers = Math.max(layers, Number(layer) + 1);
  }
  return layers;
}

function placeOf(
  path: string,
  name: string,
  shape: readonly number[],
  entry: SafetensorsEntry | undefined,
): { offsetBytes: number; lengthBytes: number } {
  const refuse = (what: string, remedy: string): never => {
    throw new EngineFailure({ reason: `${path}: the tensor ${name} ${what}.`, remedy });
  };
  if (entry === undefined) return refuse('is missing', 'Download the whole model again.');
  if (entry.dtype !== 'F32') {
    return refuse(
      `is of the type ${entry.dtype}, and the engine maps float32 only`,
      'Save it in float32: AutoModelForCausalLM.from_pretrained(FOLDER).float().save_pretrained(NEW_FOLDER)',
    );
  }
  if (entry.shape.join() !== shape.join()) {
    return refuse(
      `has the shape ${entry.shape.join(' × ')} where ${shape.join(' × ')} is right`,
      `Choose a folder of ${supported}.`,
    );
  }
  return { offsetBytes: entry.offsetBytes, lengthBytes: entry.lengthBytes };
}
