import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a directory and those above it, where they do not exist. Node's own recursive form never returns on file systems
 * that answer "no such file" in a directory that does exist, as `/proc` does; a mistyped path must not hang the program.
 *
 * @throws the system's error: ENOTDIR when a part of the path is a file, EACCES, EROFS, ENOENT, ...
 */
export function makeDirectory(path: string): void {
  if (isDirectory(path)) return;
  const parent = dirname(path);
  if (parent !== path) makeDirectory(parent);
  try {
    mkdirSync(path);
  } catch (error) {
    // Another process may have made it meanwhile.
    if (!isDirectory(path)) throw error;
  }
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
