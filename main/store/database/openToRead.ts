import { existsSync, readFileSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { failureOf, StoreFailure, saysDamaged } from '../StoreFailure.ts';
import { companionSuffixes, type DatabaseFiles, requireDatabaseFiles } from './databaseFiles.ts';
import { inspectDatabase, schemaDamage } from './inspectDatabase.ts';
import { emptyDatabase, latestVersion } from './migrateDatabase.ts';
import type { OpenDatabase } from './OpenDatabase.ts';

/**
 * Opens a data directory's database to read, beside whoever writes it. Nothing is created, migrated or repaired. Where
 * there is no database yet an empty one in memory stands in for it.
 *
 * @throws OlderFormat when it must be brought to the newest format first.
 * @throws StoreFailure naming the path.
 */
export function openToRead(files: DatabaseFiles): OpenDatabase {
  const path = files.database;
  try {
    const directory = statSync(files.dataDirectory, { throwIfNoEntry: false });
    if (directory !== undefined && !directory.isDirectory()) throw notADirectory(files.dataDirectory);
    if (!existsSync(path)) return { connection: emptyDatabase(), path };
    requireDatabaseFiles(path, 'The history cannot be read');
    const connection = connect(path);
    try {
      const { version, empty } = inspectDatabase(connection, path);
      if (!empty && version === latestVersion) {
        const damage = schemaDamage(connection);
        if (damage !== undefined) throw Object.assign(new Error(damage), { code: 'SQLITE_CORRUPT' });
        return { connection, path };
      }
      connection.close();
      // A writer that has only just begun; what it will hold cannot be read yet.
      if (empty) return { connection: emptyDatabase(), path };
      throw new OlderFormat(path, version);
    } catch (error) {
      connection.close();
      throw error;
    }
  } catch (error) {
    if (error instanceof StoreFailure) throw error;
    throw new StoreFailure(failureOf(error, 'The history cannot be read', path), { cause: error });
  }
}

function connect(path: string): Database.Database {
  try {
    const connection = new Database(path, { readonly: true, fileMustExist: true });
    try {
      // Opening alone touches nothing; the first read does, and needs the helper files beside the database.
      connection.pragma('schema_version');
    } catch (error) {
      if (!saysDamaged(error)) throw error;
      // Of a file that was cut off, what is left can still be read. Nothing can be written by this connection.
      connection.unsafeMode(true);
      connection.pragma('writable_schema = ON');
      connection.pragma('schema_version');
    }
    return connection;
  } catch (error) {
    // In a directory that cannot be written SQLite cannot make its helper files. When no journal waits there either, the
    // file is whole and nobody can change it: it may be read from a copy in memory.
    const waiting = companionSuffixes.some((suffix) => existsSync(path + suffix));
    const cannotWrite = error instanceof Database.SqliteError && /^SQLITE_(CANTOPEN|READONLY)/.test(error.code);
    if (waiting || !cannotWrite) throw error;
    return copyInMemory(path);
  }
}

function copyInMemory(path: string): Database.Database {
  const bytes = readFileSync(path);
  // The two bytes that say "with a write-ahead log" (2), which a database in memory cannot have; 1 is "without".
  bytes.fill(1, 18, 20);
  return new Database(bytes, { readonly: true });
}

function notADirectory(path: string): Error {
  return Object.assign(new Error(`${path} is a file`), { code: 'ENOTDIR' });
}

/** A file that this version reads only once it is brought to the newest format. */
export class OlderFormat extends StoreFailure {
  constructor(path: string, version: number) {
    super({
      reason: `${path} has the older format ${version}; this version reads format ${latestVersion}.`,
      remedy: 'Start the window or a run once: it brings the file to the new format, after a copy of it.',
    });
  }
}
