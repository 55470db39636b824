import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Failure } from '../../core/contract/WorkerMessages.ts';

/** An error that already says what a user can do about it. */
export class StoreFailure extends Error {
  readonly failure: Failure;

  constructor(failure: Failure, options?: ErrorOptions) {
    super(failure.reason, options);
    this.name = 'StoreFailure';
    this.failure = failure;
  }
}

type Cause =
  | 'full'
  | 'readOnly'
  | 'denied'
  | 'notADirectory'
  | 'notAFile'
  | 'notTaken'
  | 'tooLong'
  | 'locked'
  | 'damaged'
  | 'moved'
  | 'unreadable'
  | 'other';

const anotherPlace = 'or choose another directory with --data-dir';

/** What happened to the path, and what to do. The path is filled in by {@link failureOf}. */
const explanations: Record<Cause, { happened: (path: string) => string; remedy: string }> = {
  full: {
    happened: (path) => `no space is left for ${path}`,
    remedy: `Free space on that disk, ${anotherPlace}. What was stored before is kept.`,
  },
  readOnly: {
    happened: (path) => `${path} cannot be written: it is read-only`,
    remedy: `Make it writable, ${anotherPlace}.`,
  },
  denied: {
    happened: (path) => `this user has no right to read and write ${path}`,
    remedy: `Give this user that right, ${anotherPlace}.`,
  },
  notADirectory: {
    happened: (path) => `${path} is not a directory, or a part of its path is a file`,
    remedy: `Move that file away, ${anotherPlace}.`,
  },
  notAFile: {
    happened: (path) => `${path} is no file`,
    remedy: `Move what is there away, ${anotherPlace}.`,
  },
  notTaken: {
    happened: (path) => `the file system of ${path} takes no new file or directory there`,
    remedy: 'Choose another directory with --data-dir.',
  },
  tooLong: {
    happened: (path) => `the path ${path} is longer than the system allows`,
    remedy: 'Choose a directory with a shorter path with --data-dir.',
  },
  locked: {
    happened: (path) => `another program keeps ${path} locked`,
    remedy: 'Close the program that has it open and try again.',
  },
  damaged: {
    happened: (path) => `${path} is damaged`,
    remedy:
      'Start the window or a run: a file that fails its check is set aside, not deleted, and a fresh one is begun.',
  },
  moved: {
    happened: (path) => `${path} was moved or deleted while it was in use`,
    remedy: 'Put it back if you have it, then start again.',
  },
  unreadable: {
    happened: (path) => `the disk failed to read or write ${path}`,
    remedy: `Check that disk, ${anotherPlace}.`,
  },
  other: {
    happened: (path) => `something unforeseen happened with ${path}`,
    remedy: 'Try again; if it comes back, report it with the detail.',
  },
};

/**
 * Turns an error of SQLite or of the file system into a failure that names the path and the remedy.
 *
 * @param doing what could not be done, such as `The run cannot be stored`.
 * @param path the database file or the data directory that it was about.
 */
export function failureOf(error: unknown, doing: string, path: string): Failure {
  if (error instanceof StoreFailure) return error.failure;
  const code = codeOf(error);
  const { happened, remedy } = explanations[causeOf(code, path)];
  const message = error instanceof Error ? error.message : String(error);
  return {
    reason: `${doing}: ${happened(path)}.`,
    remedy,
    detail: code === '' || message.includes(code) ? message : `${code}: ${message}`,
  };
}

/** Whether SQLite says that a file is no database or not a sound one. */
export function saysDamaged(error: unknown): boolean {
  return causeOfSqlite(codeOf(error)) === 'damaged';
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function causeOf(code: string, path: string): Cause {
  const cause = causeOfSqlite(code) ?? causeOfSystem[code] ?? 'other';
  // SQLite tells little about why a file does not open or a write fails, and a directory that cannot be made on a read-only
  // disk is said to be missing; the file system tells more when it is asked.
  if (code.startsWith('SQLITE_CANTOPEN') || code === 'ENOENT') {
    if (code !== 'ENOENT' && Buffer.byteLength(path) > longestSqlitePathBytes) return 'tooLong';
    return accessProblem(path) ?? 'notTaken';
  }
  if (cause === 'unreadable' && isFull(path)) return 'full';
  return cause;
}

/** SQLite opens no path of more than 512 bytes; the names of its own files come on top of the directory's. */
const longestSqlitePathBytes = 460;

function causeOfSqlite(code: string): Cause | undefined {
  if (code === 'SQLITE_READONLY_DBMOVED') return 'moved';
  if (code.startsWith('SQLITE_READONLY')) return 'readOnly';
  // A page that the file should have: it was cut off.
  if (code === 'SQLITE_IOERR_SHORT_READ') return 'damaged';
  if (code.startsWith('SQLITE_IOERR')) return 'unreadable';
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return 'damaged';
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return 'locked';
  if (code === 'SQLITE_FULL') return 'full';
  if (code === 'SQLITE_PERM' || code === 'SQLITE_AUTH') return 'denied';
  return undefined;
}

const causeOfSystem: Record<string, Cause> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  EROFS: 'readOnly',
  EACCES: 'denied',
  EPERM: 'denied',
  EEXIST: 'notADirectory',
  ENOTDIR: 'notADirectory',
  EISDIR: 'notAFile',
  ENOTFILE: 'notAFile',
  ENAMETOOLONG: 'tooLong',
  EIO: 'unreadable',
};

/** Why the path, or the nearest directory above it that exists, cannot be read and written. */
function accessProblem(path: string): Cause | undefined {
  let existing = path;
  while (!existsSync(existing) && dirname(existing) !== existing) existing = dirname(existing);
  try {
    accessSync(existing, constants.R_OK | constants.W_OK);
    return undefined;
  } catch (error) {
    return causeOfSystem[codeOf(error)];
  }
}

/** Whether the file system of the path has nothing left; an unanswered question counts as no. */
function isFull(path: string): boolean {
  try {
    return statfsSync(dirname(path)).bavail === 0;
  } catch {
    return false;
  }
}
