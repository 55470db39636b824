import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { systemErrorCode } from '../systemErrorCode.ts';

/**
 * Makes a directory and those above it, where they do not exist. Node's own recursive form never returns on file systems
 * that answer "no such file" in a directory that does exist, as `/proc` does.
 *
 * @throws the system's error: ENOTDIR when a part of the path is a file, EACCES, EROFS, ENOENT, ...
 */
export async function makeDirectory(path: string): Promise<void> {
  if (await isDirectory(path)) return;
  const parent = dirname(path);
  if (parent !== path) await makeDirectory(parent);
  try {
    await mkdir(path);
  } catch (error) {
    // Another process may have made it meanwhile.
    if (!(await isDirectory(path))) throw error;
  }
}

async function isDirectory(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return false;
    throw error;
  }
}
