import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { makeDirectory } from '../files/makeDirectory.ts';

/**
 * Where Electron keeps what belongs to the window (its place, its page's settings): inside the data directory, so that
 * one data directory has one window. Undefined when nothing can be written there.
 */
export function profileDirectory(dataDirectory: string): string | undefined {
  const directory = join(dataDirectory, 'window');
  try {
    makeDirectory(directory);
    accessSync(directory, constants.W_OK);
    return directory;
  } catch {
    // Read-only, full, or not a directory: the store says so to the user with what to do; the window opens all the same.
    return undefined;
  }
}
