import type Database from 'better-sqlite3';
import { StoreFailure } from '../StoreFailure.ts';
import { applicationId, latestVersion } from './databaseFormat.ts';

export interface DatabaseInspection {
  /** 0 before the first migration. */
  version: number;
  /** No table yet: nothing in it can be lost. */
  empty: boolean;
}

/**
 * Looks at a database without changing it.
 *
 * @throws StoreFailure for a newer file, or one of another program.
 * @throws SqliteError when it is no database or damaged in its first pages.
 */
export function inspectDatabase(database: Database.Database, path: string): DatabaseInspection {
  const version = integerPragma(database, 'user_version');
  const empty =
    database.prepare<[], { tables: number }>('SELECT count(*) AS tables FROM sqlite_schema').get()?.tables === 0;
  if (!empty && integerPragma(database, 'application_id') !== applicationId) {
    throw new StoreFailure({
      reason: `${path} is a database of another program.`,
      remedy: 'Move it away, or choose another directory with --data-dir.',
    });
  }
  if (version > latestVersion) {
    throw new StoreFailure({
      reason: `${path} was written by a newer Inferneo Bench: its format is ${version}, and this version knows up to ${latestVersion}.`,
      remedy: 'Update Inferneo Bench, or choose another directory with --data-dir. The file was left as it is.',
    });
  }
  return { version, empty };
}

/** What SQLite finds wrong with the file's pages; nothing when it is sound. Reads the whole file. */
export function findDamage(database: Database.Database): string | undefined {
  const lines = database.pragma('quick_check(10)') as { quick_check: string }[];
  const found = lines.map((line) => line.quick_check).filter((line) => line !== 'ok');
  return found.length === 0 ? undefined : found.join('; ');
}

function integerPragma(database: Database.Database, name: 'user_version' | 'application_id'): number {
  return database.pragma(name, { simple: true }) as number;
}
