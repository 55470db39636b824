import type Database from 'better-sqlite3';
import { StoreFailure } from '../StoreFailure.ts';
import type { DirectoryLock } from './DirectoryLock.ts';
import { companionSuffixes, type DatabaseFiles } from './databaseFiles.ts';
import { fileIdentity, recordWriter } from './WriterRecord.ts';

/**
 * Watches that what a writer has open is still what stands in the data directory. An open file outlives its name: without
 * this a run would be written to the end into files that nobody can find again.
 */
export class HeldFiles {
  readonly #files: DatabaseFiles;
  readonly #database: Database.Database;
  readonly #lock: DirectoryLock;
  readonly #onLockAgain: () => void;
  readonly #databaseFile: string | undefined;
  #journalFile: string | undefined;
  #isRescued = false;

  /** @param onLockAgain told when the lock file was deleted and the lock has been taken on a new one. */
  constructor(files: DatabaseFiles, database: Database.Database, lock: DirectoryLock, onLockAgain: () => void) {
    this.#files = files;
    this.#database = database;
    this.#lock = lock;
    this.#onLockAgain = onLockAgain;
    this.#databaseFile = fileIdentity(files.database);
    recordWriter(database, files);
  }

  /**
   * To be called before each commit.
   *
   * @param doing what could not be done otherwise, such as `The run cannot be stored`.
   * @throws StoreFailure when the database was moved or deleted, or its lock went to another process.
   */
  check(doing: string): void {
    const { database } = this.#files;
    const journal = `${database}${companionSuffixes[0]}`;
    const journalFile = fileIdentity(journal);
    // It is made by the first commit, which is the record of the writer.
    this.#journalFile ??= journalFile;
    const isMoved = fileIdentity(database) !== this.#databaseFile;
    if (isMoved || journalFile !== this.#journalFile) {
      this.#rescue();
      throw new StoreFailure(moved(doing, isMoved ? database : journal));
    }
    // A record of the lock's new file: the old one would let a second writer in.
    if (!this.#lock.hold()) return;
    recordWriter(this.#database, this.#files);
    this.#onLockAgain();
  }

  /** What was committed goes into the database file itself, wherever it is now: its journal may not have come with it. */
  #rescue(): void {
    if (this.#isRescued) return;
    this.#isRescued = true;
    this.#database.pragma('wal_checkpoint(TRUNCATE)');
  }
}

function moved(doing: string, path: string): StoreFailure['failure'] {
  return {
    reason: `${doing}: ${path} was moved or deleted while it was in use.`,
    remedy:
      'Where it was moved, all that was stored before is in it: put it back. Where it was deleted, the runs in it are lost. What was measured since is stored nowhere else than in the report and on this screen.',
  };
}
