import { accessSync, constants, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** Why no file can be written at a path, as a sentence's end; undefined when nothing speaks against it. Writes nothing. */
export function unwritableFile(path: string): string | undefined {
  const file = resolve(path);
  try {
    const existing = statSync(file, { throwIfNoEntry: false });
    if (existing?.isDirectory() === true) return 'is a directory, and a file is needed';
    accessSync(existing === undefined ? dirname(file) : file, constants.W_OK);
    return undefined;
  } catch (error) {
    return `cannot be written: ${error instanceof Error ? error.message : String(error)}`;
  }
}
