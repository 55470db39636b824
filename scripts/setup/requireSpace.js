// @ts-check
import { statfsSync } from 'node:fs';
import { SetupError } from '../SetupError.js';

/**
 * Refuses to begin what the disk cannot hold: tools that run into a full disk half-way name everything but the disk.
 * @param {string} folder where it will be written; it must exist
 * @param {number} neededBytes
 * @param {{ what: string, again: string, inCache?: boolean }} context the step, as in "Installing the node packages", the
 *   command to run again, and whether the folder belongs to the cache, which may be elsewhere
 */
export function requireSpace(folder, neededBytes, { what, again, inCache = false }) {
  const { bavail, bsize } = statfsSync(folder);
  const freeBytes = bavail * bsize;
  if (freeBytes >= neededBytes) return;
  const megabytes = (/** @type {number} */ bytes) => `${Math.ceil(bytes / 1e6)} MB`;
  throw new SetupError(
    `${what} needs ${megabytes(neededBytes)} in ${folder}, and only ${megabytes(freeBytes)} are free.`,
    `Free some space${inCache ? ', or put the cache on another disk with INFERNEO_BENCH_CACHE=<folder>' : ''}, then: ${again}`,
  );
}
