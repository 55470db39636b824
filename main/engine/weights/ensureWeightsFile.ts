import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { makeDirectory } from '../../files/makeDirectory.ts';
import { EngineFailure } from '../EngineFailure.ts';
import { systemErrorCode } from '../systemErrorCode.ts';
import { type ExpectedWeights, findWeightsDamage } from './findWeightsDamage.ts';
import { removeAbandonedFiles, temporaryName } from './removeAbandonedFiles.ts';
import { storageFailure } from './storageFailure.ts';
import { writeWeightsFile } from './writeWeightsFile.ts';

export interface WeightsFileRequest {
  cacheDirectory: string;
  fileName: string;
  expected: ExpectedWeights;
  /** What is told while it is written: "Writing synthetic weights". */
  activity: string;
  /** All bytes after the header; asked for only when the file has to be written. */
  pieces(): Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
  /** Called with what is being done and how much of it is, 0 to 1. */
  onProgress: (activity: string, fraction: number) => void;
  onLog: (level: 'info' | 'warn', message: string) => void;
}

/**
 * Sees to it that a weights file lies in the cache directory whole and as expected, else writes it anew: a damaged or
 * truncated file is said so in the log and replaced.
 *
 * @throws {EngineFailure} naming the file when the directory cannot be used or the disk is full.
 */
export async function ensureWeightsFile(request: WeightsFileRequest): Promise<void> {
  const { cacheDirectory, fileName, expected, activity, pieces, onLog, onProgress } = request;
  const path = join(cacheDirectory, fileName);
  try {
    makeDirectory(cacheDirectory);
    const damage = await findDamageIfPresent(path, expected, (fraction) => onProgress('Checking weights', fraction));
    if (damage === null) return;
    if (damage !== 'absent') onLog('warn', `The weights file ${path} is damaged (${damage}); it is written anew.`);

    const removed = await removeAbandonedFiles(cacheDirectory, fileName);
    for (const name of removed) onLog('info', `Removed ${name}, left half-written by a process that is gone.`);
    await requireSpace(cacheDirectory, path, expected.sizeBytes);
    const temporaryPath = join(cacheDirectory, temporaryName(fileName, process.pid));
    await writeWeightsFile(path, temporaryPath, expected, pieces(), (fraction) => onProgress(activity, fraction));
  } catch (error) {
    if (error instanceof EngineFailure) throw error;
    throw storageFailure(error, path, expected.sizeBytes);
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
