import { dirname } from 'node:path';
import { EngineFailure } from '../EngineFailure.ts';
import { errorText } from '../errorText.ts';
import { systemErrorCode } from '../systemErrorCode.ts';

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
