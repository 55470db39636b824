import { renameSync, rmSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { z } from 'zod';
import type { StoreOwner } from '../../../core/contract/storeProtocol.ts';
import { readRegularFileSync } from '../../files/regularFile.ts';
import { failureOf, StoreFailure } from '../StoreFailure.ts';
import { type DatabaseFiles, requireDatabaseFiles } from './databaseFiles.ts';
import { fileIdentity, writesWithoutLock } from './WriterRecord.ts';

const ownerRecord = z.object({ processId: z.int(), name: z.string(), since: z.iso.datetime() });

const largestOwnerBytes = 65_536;

/** How long a writer waits for the lock: a reader that asks whether it is held has it for an instant. */
const patienceMs = 250;

/**
 * Keeps a data directory to one writer, with a lock of the operating system on a file of its own (SQLite's reserved lock,
 * which works on every platform). The lock dies with its process however that ends, so that a stale one cannot exist and
 * nothing has to be guessed from process ids. The file of the owner's name is only for the message to others. Only where
 * the lock file was deleted does the writer's record in the database count, so that nobody takes a run over that goes on.
 */
export class DirectoryLock {
  readonly #files: DatabaseFiles;
  #connection: Database.Database;
  /** The file that the lock is on, whatever has its name now. */
  #file: string | undefined;

  private constructor(files: DatabaseFiles, connection: Database.Database) {
    this.#files = files;
    this.#connection = connection;
    this.#file = fileIdentity(files.lock);
  }

  /**
   * Takes the lock.
   *
   * @throws StoreFailure when another process holds it, naming that process, or when it or the database is no file.
   */
  static acquire(files: DatabaseFiles, owner: StoreOwner, since: Date): DirectoryLock {
    // Who writes is read from the database, and so it is opened here first.
    requireDatabaseFiles(files.database, 'The data directory cannot be opened');
    const connection = reserve(files.lock, patienceMs, false);
    if (connection === 'held') throw new StoreFailure(heldBy(files));
    const lock = new DirectoryLock(files, connection);
    if (writesWithoutLock(files)) {
      connection.close();
      throw new StoreFailure(heldBy(files));
    }
    try {
      const record = { ...owner, since: since.toISOString() } satisfies z.infer<typeof ownerRecord>;
      writeFileSync(`${files.owner}.partial`, JSON.stringify(record));
      renameSync(`${files.owner}.partial`, files.owner);
    } catch (error) {
      lock.release();
      throw error;
    }
    return lock;
  }

  /** Whether a writer has the directory now. Where that cannot be asked the answer is yes: nothing is then taken over. */
  static isHeld(files: DatabaseFiles): boolean {
    try {
      if (fileIdentity(files.lock) !== undefined) {
        const connection = reserve(files.lock, 0, true);
        if (connection === 'held') return true;
        connection.close();
      }
      return writesWithoutLock(files);
    } catch {
      return true;
    }
  }

  /**
   * Sees to it that the lock is on the file of that name, which somebody may have deleted: a lock on a file that is gone
   * keeps nobody out.
   *
   * @returns whether it had to be taken again.
   * @throws StoreFailure when another process has it now.
   */
  hold(): boolean {
    if (this.#isInPlace) return false;
    const connection = reserve(this.#files.lock, patienceMs, false);
    if (connection === 'held') throw new StoreFailure(heldBy(this.#files));
    this.#connection.close();
    this.#connection = connection;
    this.#file = fileIdentity(this.#files.lock);
    return true;
  }

  release(): void {
    // Another process's name stays.
    if (this.#isInPlace) rmSync(this.#files.owner, { force: true });
    this.#connection.close();
  }

  get #isInPlace(): boolean {
    return this.#file !== undefined && fileIdentity(this.#files.lock) === this.#file;
  }
}

function reserve(path: string, timeout: number, fileMustExist: boolean): Database.Database | 'held' {
  requireDatabaseFiles(path, 'The data directory cannot be locked');
  const connection = new Database(path, { timeout, fileMustExist });
  try {
    // Held until the connection closes. Nothing is written, so the file stays empty.
    connection.exec('BEGIN IMMEDIATE');
    return connection;
  } catch (error) {
    connection.close();
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return 'held';
    throw new StoreFailure(failureOf(error, 'The data directory cannot be locked', path), { cause: error });
  }
}

function heldBy(files: DatabaseFiles): StoreFailure['failure'] {
  const owner = readOwner(files.owner);
  const who = owner === undefined ? 'another instance of Inferneo Bench' : `${owner.name} (process ${owner.processId})`;
  const since = owner === undefined ? '' : ` since ${owner.since}`;
  return {
    reason: `The data directory ${files.dataDirectory} is in use by ${who}${since}.`,
    remedy: 'Close it or wait until it is done, or choose another directory with --data-dir.',
  };
}

function readOwner(path: string): z.infer<typeof ownerRecord> | undefined {
  try {
    return ownerRecord.parse(JSON.parse(readRegularFileSync(path, largestOwnerBytes).toString('utf8')));
  } catch {
    // The name is a courtesy: the refusal stands without it.
    return undefined;
  }
}
