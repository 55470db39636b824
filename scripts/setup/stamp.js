// @ts-check
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** A folder counts as done only when this file is in it and agrees; it is written last. */
export const stampName = 'setup-stamp.json';

/**
 * @typedef {object} Stamp
 * @property {string} version what was made, as `33.2.1` or `13.2.0`
 * @property {string} recipe hash of everything that decides how it is made
 * @property {Record<string, number>} files size in bytes of every file, by path relative to the folder
 */

/**
 * Records what a finished folder holds.
 * @param {string} folder
 * @param {{ version: string, recipe: string }} identity
 */
export function writeStamp(folder, identity) {
  /** @type {Stamp} */
  const stamp = { ...identity, files: listFiles(folder) };
  const path = join(folder, stampName);
  writeFileSync(`${path}.part`, JSON.stringify(stamp));
  renameSync(`${path}.part`, path);
}

/**
 * Says why a folder does not count as done.
 * @param {string} folder
 * @param {{ version: string, recipe: string }} identity what it should be
 * @returns {string | undefined} undefined when it is complete
 */
export function stampProblem(folder, identity) {
  /** @type {Stamp} */
  let stamp;
  try {
    stamp = JSON.parse(readFileSync(join(folder, stampName), 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return 'its stamp is damaged';
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return 'missing or unfinished';
    throw error;
  }
  if (stamp.version !== identity.version) return `version ${stamp.version} instead of ${identity.version}`;
  if (stamp.recipe !== identity.recipe) return 'made by an older recipe';
  for (const [path, sizeBytes] of Object.entries(stamp.files ?? {})) {
    const found = statSync(join(folder, path), { throwIfNoEntry: false });
    if (!found) return `${path} is gone`;
    if (found.size !== sizeBytes) return `${path} has ${found.size} bytes instead of ${sizeBytes}`;
  }
  return undefined;
}

/** @param {...(string | Buffer)} parts */
export function recipeHash(...parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex');
}

/**
 * @param {string} folder
 * @returns {Record<string, number>}
 */
function listFiles(folder) {
  /** @type {Record<string, number>} */
  const files = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name.startsWith(stampName)) continue;
    const path = join(entry.parentPath, entry.name);
    files[relative(folder, path)] = statSync(path).size;
  }
  return files;
}
