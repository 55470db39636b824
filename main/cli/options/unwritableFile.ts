import { accessSync, constants, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { kindOf } from '../../files/regularFile.ts';

/**
 * Why no file can be written at a path, as a sentence's end; undefined when nothing speaks against it. Writes nothing, and
 * opens nothing: a pipe would wait for its reader after the run. What stands under /dev is taken as it is there: the
 * standard output, a pipe that a shell has opened for this very program, or nothing at all.
 */
export function unwritableFile(path: string): string | undefined {
  const file = resolve(path);
  try {
    const existing = statSync(file, { throwIfNoEntry: false });
    const isOpen = /^\/dev\/(stdout|stderr|null|tty|fd\/\d+)$/.test(file);
    if (existing !== undefined && !existing.isFile() && !isOpen) return `is ${kindOf(existing)}, and a file is needed`;
    accessSync(existing === undefined ? dirname(file) : file, constants.W_OK);
    return undefined;
  } catch (error) {
    return `cannot be written: ${error instanceof Error ? error.message : String(error)}`;
  }
}
