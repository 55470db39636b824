import { join } from 'node:path';

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
