import { readFileSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { saysDamaged } from '../StoreFailure.ts';
import type { DatabaseFiles } from './databaseFiles.ts';

interface WriterRow {
  processId: number;
  processStart: string | null;
  databaseFile: string;
  lockFile: string;
}

/** Which file a path leads to now, whatever its name was before; undefined when there is none. */
export function fileIdentity(path: string): string | undefined {
  const file = statSync(path, { bigint: true, throwIfNoEntry: false });
  return file === undefined ? undefined : `${file.dev}:${file.ino}`;
}

/** Writes into the database which process writes to it, by which lock file. */
export function recordWriter(database: Database.Database, files: DatabaseFiles): void {
  database
    .prepare(
      'INSERT OR REPLACE INTO writer (place, process_id, process_start, database_file, lock_file) VALUES (1, ?, ?, ?, ?)',
    )
    .run(process.pid, startOf(process.pid) ?? null, fileIdentity(files.database) ?? '', fileIdentity(files.lock) ?? '');
}

/**
 * Whether a process writes to this very database although its lock cannot be seen, because the lock file was deleted. The
 * record counts only where the lock file is another than the writer's: with that one, its lock says all.
 */
export function writesWithoutLock(files: DatabaseFiles): boolean {
  const row = recordedWriter(files.database);
  return (
    row !== undefined &&
    // A copy of a data directory has the record of the original, which is not about it.
    row.databaseFile === fileIdentity(files.database) &&
    row.lockFile !== fileIdentity(files.lock) &&
    isRunning(row)
  );
}

function recordedWriter(path: string): WriterRow | undefined {
  let database: Database.Database | undefined;
  try {
    if (fileIdentity(path) === undefined) return undefined;
    database = new Database(path, { readonly: true, fileMustExist: true, timeout: 0 });
    return database
      .prepare<[], WriterRow>(`
        SELECT process_id AS processId, process_start AS processStart, database_file AS databaseFile, lock_file AS lockFile
        FROM writer`)
      .get();
  } catch (error) {
    // An older format has no such table; what else is wrong with the file is found when it is opened.
    if (error instanceof Database.SqliteError || saysDamaged(error)) return undefined;
    throw error;
  } finally {
    database?.close();
  }
}

function isRunning({ processId, processStart }: WriterRow): boolean {
  try {
    process.kill(processId, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  const start = startOf(processId);
  // The number may have gone to another process since.
  return processStart === null || start === undefined || start === processStart;
}

/** When a process began, in the system's own count; undefined where it does not tell. */
function startOf(processId: number): string | undefined {
  try {
    const line = readFileSync(`/proc/${processId}/stat`, 'utf8');
    // The name, in brackets, may hold anything; the 22nd field is the 20th after it.
    return line.slice(line.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
