import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { seedOfText } from '../../../core/schedule/seedOfText.ts';
import { makeDirectory } from '../../files/makeDirectory.ts';
import { EngineFailure } from '../EngineFailure.ts';
import type { GptConfiguration } from '../gpt/GptConfiguration.ts';
import { parameterCount } from '../gpt/parameterCount.ts';
import { systemErrorCode } from '../systemErrorCode.ts';
import { type ExpectedWeights, findWeightsDamage } from './findWeightsDamage.ts';
import { removeAbandonedFiles, temporaryName } from './removeAbandonedFiles.ts';
import { storageFailure } from './storageFailure.ts';
import { type WeightPlace, weightsLayout } from './weightsLayout.ts';
import { writeSyntheticWeights } from './writeSyntheticWeights.ts';

export interface WeightsRequest {
  model: string;
  configuration: GptConfiguration;
  cacheDirectory: string;
  /** Called with what is being done and how much of it is, 0 to 1. */
  onProgress: (activity: string, fraction: number) => void;
  onLog: (level: 'info' | 'warn', message: string) => void;
}

/** A sound weights file, and where each tensor lies in it. */
export interface PreparedWeights {
  directory: string;
  fileName: string;
  places: WeightPlace[];
}

/**
 * Gives the synthetic weights of a model, from the cache directory where they are sound, else written anew: a damaged
 * or truncated file is said so in the log and replaced.
 *
 * @throws {EngineFailure} naming the file when the directory cannot be used or the disk is full.
 */
export async function ensureWeights(request: WeightsRequest): Promise<PreparedWeights> {
  const { cacheDirectory, configuration, model, onLog, onProgress } = request;
  const layout = weightsLayout(configuration);
  const fileName = `${model}-synthetic.weights`;
  const path = join(cacheDirectory, fileName);
  const expected: ExpectedWeights = {
    schema: 'inferneo-bench/weights/1',
    kind: 'synthetic',
    model,
    seed: seedOfText(model),
    parameters: parameterCount(configuration),
    sizeBytes: layout.sizeBytes,
  };
  const prepared = { directory: cacheDirectory, fileName, places: layout.places };
  try {
    makeDirectory(cacheDirectory);
    const damage = await findDamageIfPresent(path, expected, (fraction) => onProgress('Checking weights', fraction));
    if (damage === null) return prepared;
    if (damage !== 'absent') onLog('warn', `The weights file ${path} is damaged (${damage}); it is written anew.`);

    const removed = await removeAbandonedFiles(cacheDirectory, fileName);
    for (const name of removed) onLog('info', `Removed ${name}, left half-written by a process that is gone.`);
    await requireSpace(cacheDirectory, path, layout.sizeBytes);
    const temporaryPath = join(cacheDirectory, temporaryName(fileName, process.pid));
    await writeSyntheticWeights(path, temporaryPath, layout, expected, (fraction) =>
      onProgress('Writing synthetic weights', fraction),
    );
    return prepared;
  } catch (error) {
    if (error instanceof EngineFailure) throw error;
    throw storageFailure(error, path, layout.sizeBytes);
  }
}

async function findDamageIfPresent(
  path: string,
  expected: ExpectedWeights,
  onProgress: (fraction: number) => void,
): Promise<string | null> {
  try {
    return await findWeightsDamage(path, expected, onProgress);
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return 'absent';
    throw error;
  }
}

/** Refuses before writing half a gigabyte in vain; the write itself still reports a disk that fills up meanwhile. */
async function requireSpace(directory: string, path: string, sizeBytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(directory);
  const freeBytes = bavail * bsize;
  if (freeBytes >= sizeBytes) return;
  throw storageFailure(Object.assign(new Error(`${freeBytes} bytes are free`), { code: 'ENOSPC' }), path, sizeBytes);
}
