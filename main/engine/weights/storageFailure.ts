import { dirname } from 'node:path';
import { EngineFailure } from '../EngineFailure.ts';
import { errorText } from '../errorText.ts';
import { systemErrorCode } from '../systemErrorCode.ts';

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
        `Free ${sizeMegabytes} MB on the disk of ${directory}, or choose another data directory.`,
      ];
    case 'EACCES':
    case 'EPERM':
      return [
        `The weights file ${path} cannot be read or written: permission denied.`,
        `Give this user read and write access to ${directory}, or choose another data directory.`,
      ];
    case 'EROFS':
      return [
        `The weights file ${path} cannot be written: the disk is read-only.`,
        'Choose a data directory on a disk that can be written.',
      ];
    case 'ENOTDIR':
    case 'EEXIST':
      return [
        `The weights directory ${directory} cannot be made: a part of its path is a file.`,
        'Remove that file, or choose another data directory.',
      ];
    case 'ENOENT':
      return [`The weights directory ${directory} cannot be made there.`, 'Choose another data directory.'];
    case 'EISDIR':
      return [`The weights file ${path} is a directory.`, 'Remove that directory.'];
    default:
      return [
        `The weights file ${path} could not be prepared.`,
        `Check that ${directory} can be written and its disk is sound, or choose another data directory.`,
      ];
  }
}
