import { readdir, rm, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeDirectory } from '../../files/makeDirectory.ts';
import { EngineFailure, errorText, systemErrorCode } from '../EngineFailure.ts';
import { type ExpectedWeights, findWeightsDamage, writeWeightsFile } from './weightsFile.ts';

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

/** Name of the file that process `processId` writes before it is renamed to `fileName`. */
function temporaryName(fileName: string, processId: number): string {
  return `${fileName}.${processId}.part`;
}

/**
 * Removes half-written files of processes that are gone: each is as large as the weights, and a killed process leaves
 * one behind. Files of living processes stay.
 *
 * @returns the names removed.
 */
async function removeAbandonedFiles(directory: string, fileName: string): Promise<string[]> {
  const removed: string[] = [];
  for (const name of await readdir(directory)) {
    if (!name.startsWith(`${fileName}.`) || !name.endsWith('.part')) continue;
    const processId = Number(name.slice(fileName.length + 1, -'.part'.length));
    if (Number.isInteger(processId) && isAlive(processId)) continue;
    await rm(join(directory, name), { force: true });
    removed.push(name);
  }
  return removed;
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    // Only "no such process" proves it gone; a process of another user answers with a refusal.
    return systemErrorCode(error) !== 'ESRCH';
  }
}

const anotherCache = 'or name another cache directory with INFERNEO_BENCH_CACHE';

/** Turns a file system error met while preparing the weights file at `path` into a failure that names the remedy. */
export function storageFailure(error: unknown, path: string, sizeBytes: number): EngineFailure {
  const directory = dirname(path);
  const sizeMegabytes = Math.ceil(sizeBytes / 1e6);
  const [reason, remedy] = explain(systemErrorCode(error), path, directory, sizeMegabytes);
  return new EngineFailure({ reason, remedy, detail: errorText(error) }, error);
}

function explain(code: string, path: string, directory: string, sizeMegabytes: number): [string, string] {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return [
        `There is no room for the weights file ${path} (${sizeMegabytes} MB).`,
        `Free ${sizeMegabytes} MB on the disk of ${directory}, ${anotherCache}.`,
      ];
    case 'EACCES':
    case 'EPERM':
      return [
        `The weights file ${path} cannot be read or written: permission denied.`,
        `Give this user read and write access to the cache directory ${directory}, ${anotherCache}.`,
      ];
    case 'EROFS':
      return [
        `The weights file ${path} cannot be written: the disk of the cache directory is read-only.`,
        `Make ${directory} writable, ${anotherCache}.`,
      ];
    case 'ENOTDIR':
    case 'EEXIST':
      return [
        `The cache directory ${directory} cannot be made: a part of its path is a file.`,
        `Remove that file, ${anotherCache}.`,
      ];
    case 'ENOENT':
      return [`The cache directory ${directory} cannot be made there.`, `Check its path, ${anotherCache}.`];
    case 'EISDIR':
    case 'ENOTFILE':
      return [`The weights file ${path} is no file.`, 'Remove what is there: the file can be made again.'];
    default:
      return [
        `The weights file ${path} could not be prepared.`,
        `Check that ${directory} can be written and its disk is sound, ${anotherCache}.`,
      ];
  }
}
