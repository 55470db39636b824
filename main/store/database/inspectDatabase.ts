import type Database from 'better-sqlite3';
import { StoreFailure, saysDamaged } from '../StoreFailure.ts';
import { applicationId, emptyDatabase, latestVersion } from './migrateDatabase.ts';

interface DatabaseInspection {
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

/** Whether the tables of a database of the newest format are those of that format; what they are instead when not. */
export function schemaDamage(database: Database.Database): string | undefined {
  expectedSchema ??= latestSchema();
  const expected = expectedSchema;
  const found = schemaOf(database);
  const strange = [...found].filter((line) => !expected.has(line)).length;
  const missing = [...expected].filter((line) => !found.has(line)).length;
  if (strange + missing === 0) return undefined;
  return `of its tables and indexes ${missing} are missing and ${strange} are not those of format ${latestVersion}`;
}

let expectedSchema: ReadonlySet<string> | undefined;

function latestSchema(): ReadonlySet<string> {
  const fresh = emptyDatabase();
  try {
    return schemaOf(fresh);
  } finally {
    fresh.close();
  }
}

function schemaOf(database: Database.Database): ReadonlySet<string> {
  const rows = database.prepare<[], object>('SELECT type, name, tbl_name, sql FROM sqlite_schema').all();
  return new Set(rows.map((row) => JSON.stringify(row)));
}

/** Tables of raw data. Nearly all of a large file is theirs, and each of their rows has a checksum of its own. */
const bulkTables = ['record_chunk', 'sample_chunk'];

/**
 * What SQLite finds wrong with the file's pages; undefined when it is sound.
 *
 * @param extent `whole` reads the whole file; `essential` leaves out the raw data, which takes seconds per gigabyte.
 */
export function findDamage(database: Database.Database, extent: 'whole' | 'essential'): string | undefined {
  try {
    const lines =
      extent === 'whole' ? checkWhole(database) : tablesOf(database).flatMap((table) => checkTable(database, table));
    const found = lines.filter((line) => line !== 'ok');
    return found.length === 0 ? undefined : found.slice(0, damageLines).join('; ');
  } catch (error) {
    // Some damage ends the check itself.
    if (saysDamaged(error)) return error instanceof Error ? error.message : String(error);
    throw error;
  }
}

function checkWhole(database: Database.Database): string[] {
  return database.prepare<[], string>('SELECT quick_check FROM pragma_quick_check').pluck().all();
}

function checkTable(database: Database.Database, table: string): string[] {
  return database.prepare<[string], string>('SELECT quick_check FROM pragma_quick_check(?)').pluck().all(table);
}

/** Lines of damage that are told; the first few say it all. */
const damageLines = 10;

function tablesOf(database: Database.Database): string[] {
  return database
    .prepare<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    .all()
    .map(({ name }) => name)
    .filter((name) => !bulkTables.includes(name));
}

function integerPragma(database: Database.Database, name: 'user_version' | 'application_id'): number {
  return database.pragma(name, { simple: true }) as number;
}
