import { existsSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { failureOf, StoreFailure, saysDamaged } from '../StoreFailure.ts';
import { type DatabaseFiles, requireDatabaseFiles, setAsideDatabase } from './databaseFiles.ts';
import { findDamage, inspectDatabase, schemaDamage } from './inspectDatabase.ts';
import { latestVersion, migrateDatabase } from './migrateDatabase.ts';
import type { OpenDatabase } from './OpenDatabase.ts';

/** How long a statement waits for a reader that is in the way. */
const busyTimeoutMs = 5000;

/**
 * Opens a data directory's database to write: sets a damaged one aside, brings an older one to the newest format after a
 * copy of it, and sees to it that what is committed survives a loss of power. The caller holds the directory's lock.
 *
 * @throws StoreFailure naming the path; the database is then as it was.
 */
export function openToWrite(files: DatabaseFiles, now: Date): OpenDatabase {
  const path = files.database;
  try {
    requireDatabaseFiles(path, 'The data directory cannot be opened');
    const damage = existsSync(path) ? damageOf(path) : undefined;
    const setAside = damage === undefined ? undefined : { path: setAsideDatabase(path, now), damage };
    const connection = new Database(path, { timeout: busyTimeoutMs });
    try {
      const backup = prepare(connection, path, now);
      return {
        connection,
        path,
        ...(setAside !== undefined && { setAside }),
        ...(backup !== undefined && { backup }),
      };
    } catch (error) {
      connection.close();
      throw error;
    }
  } catch (error) {
    throw new StoreFailure(failureOf(error, 'The data directory cannot be opened', path), { cause: error });
  }
}

/**
 * Brings a database of an older format to the newest, after a copy of it, for someone who only reads: a damaged file is left
 * where and as it is. The caller holds the directory's lock.
 *
 * @returns the path of the copy; undefined when the file has the newest format by now.
 * @throws StoreFailure naming the path; the database is then as it was.
 */
export function renewFormat({ database: path }: DatabaseFiles, now: Date): string | undefined {
  let connection: Database.Database | undefined;
  try {
    const damage = damageOf(path);
    if (damage !== undefined) throw Object.assign(new Error(damage), { code: 'SQLITE_CORRUPT' });
    connection = new Database(path, { timeout: busyTimeoutMs, fileMustExist: true });
    return prepare(connection, path, now);
  } catch (error) {
    throw new StoreFailure(failureOf(error, 'The history cannot be brought to the new format', path), { cause: error });
  } finally {
    connection?.close();
  }
}

/** Up to this size a file is checked whole at each start: half a gigabyte takes a quarter of a second from memory. */
const wholeCheckBytes = 512 * 1024 * 1024;

/** What is wrong with an existing file. It is looked at without a change, so that one set aside is as it was found. */
function damageOf(path: string): string | undefined {
  // A journal left behind tells of a process that did not end by itself.
  const extent = statSync(path).size <= wholeCheckBytes || existsSync(`${path}-wal`) ? 'whole' : 'essential';
  let connection: Database.Database | undefined;
  try {
    connection = new Database(path, { readonly: true, fileMustExist: true, timeout: busyTimeoutMs });
    const { version, empty } = inspectDatabase(connection, path);
    return (
      findDamage(connection, extent) ?? (empty || version !== latestVersion ? undefined : schemaDamage(connection))
    );
  } catch (error) {
    if (saysDamaged(error)) return error instanceof Error ? error.message : String(error);
    throw error;
  } finally {
    connection?.close();
  }
}

function prepare(connection: Database.Database, path: string, now: Date): string | undefined {
  const { version, empty } = inspectDatabase(connection, path);
  const mode = connection.pragma('journal_mode = WAL', { simple: true });
  if (mode !== 'wal') {
    throw new StoreFailure({
      reason: `${path} cannot keep a write-ahead log: SQLite stays in the journal mode ${String(mode)}.`,
      remedy: 'The file system may be a network share; choose a directory on a local disk with --data-dir.',
    });
  }
  connection.pragma('synchronous = FULL');
  // Keeps the log file from staying as large as its largest moment, bytes.
  connection.pragma('journal_size_limit = 67108864');
  const backup = migrateDatabase(connection, { empty, version, now });
  connection.pragma('foreign_keys = ON');
  return backup;
}
