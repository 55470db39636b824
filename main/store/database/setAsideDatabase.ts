import { existsSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { companionSuffixes } from './databaseFiles.ts';
import { fileTimestamp } from './fileTimestamp.ts';

/**
 * Renames a damaged database with all that belongs to it, so that nothing is lost and a fresh one can take its place.
 *
 * @returns the path it has now.
 */
export function setAsideDatabase(databasePath: string, now: Date): string {
  const target = freePath(databasePath, now);
  // The companions go first: if this stops half way, no journal is left to be applied to the fresh database.
  for (const suffix of companionSuffixes) {
    if (existsSync(databasePath + suffix)) renameSync(databasePath + suffix, target + suffix);
  }
  renameSync(databasePath, target);
  return target;
}

function freePath(databasePath: string, now: Date): string {
  const base = join(dirname(databasePath), `inferneo-bench.damaged-${fileTimestamp(now)}`);
  for (let attempt = 1; ; attempt += 1) {
    const path = attempt === 1 ? `${base}.sqlite` : `${base}-${attempt}.sqlite`;
    if (!existsSync(path)) return path;
  }
}
