import { existsSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { requireRegularFile } from '../../files/regularFile.ts';
import { failureOf, StoreFailure } from '../StoreFailure.ts';

/** Where the files of a data directory are. */
export interface DatabaseFiles {
  dataDirectory: string;
  database: string;
  /** Empty; only its lock counts. */
  lock: string;
  /** Who holds the lock, for those who are turned away. */
  owner: string;
}

/** The names of the store's files, given the data directory. */
export function databaseFiles(dataDirectory: string): DatabaseFiles {
  return {
    dataDirectory,
    database: join(dataDirectory, 'inferneo-bench.sqlite'),
    lock: join(dataDirectory, 'inferneo-bench.lock'),
    owner: join(dataDirectory, 'inferneo-bench.owner.json'),
  };
}

/** What SQLite keeps beside a database file. They belong together: a journal applied to another file would ruin it. */
export const companionSuffixes = ['-wal', '-shm', '-journal'] as const;

/**
 * Sees to it that SQLite opens files alone, of a database and of what is kept beside it: to open a pipe would wait for ever.
 *
 * @param what cannot be done, a sentence without its full stop.
 * @throws StoreFailure naming what is no file; one that is not there is no fault.
 */
export function requireDatabaseFiles(databasePath: string, what: string): void {
  for (const suffix of ['', ...companionSuffixes]) {
    const path = databasePath + suffix;
    try {
      requireRegularFile(path);
    } catch (error) {
      throw new StoreFailure(failureOf(error, what, path), { cause: error });
    }
  }
}

/** An instant as part of a file name, in UTC and sortable: `20260314T150926Z`. */
export function fileTimestamp(instant: Date): string {
  return instant.toISOString().replace(/[-:]|\.\d+/g, '');
}

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
