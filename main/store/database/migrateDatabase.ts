import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import type { Migration } from '../migrations/Migration.ts';
import { migrations } from '../migrations/migrations.ts';
import { sealOf } from '../seal.ts';
import { fileTimestamp } from './databaseFiles.ts';

/**
 * Brings a database to the newest format, step by step, each in a transaction of its own that fails as a whole.
 *
 * @returns the path of the copy that was made before, when the database held anything and a step was due.
 * @throws Error when the steps are not numbered 1, 2, 3…, or when one of them fails; the database is then as it was.
 */
export function migrateDatabase(
  database: Database.Database,
  options: { empty: boolean; version: number; now: Date; steps?: readonly Migration[] },
): string | undefined {
  const steps = options.steps ?? migrations;
  assertInOrder(steps);
  const due = steps.filter((step) => step.version > options.version);
  if (due.length === 0) return undefined;
  const backupPath = options.empty ? undefined : backUp(database, options.version, options.now);
  // A step that rebuilds a table needs the references left alone until it is done; this cannot change inside of one.
  database.pragma('foreign_keys = OFF');
  database.function('seal', { deterministic: true, varargs: true }, sealOf);
  for (const step of due) database.transaction(() => apply(database, step)).immediate();
  database.pragma('foreign_keys = ON');
  return backupPath;
}

/** A database in memory, of the newest format and without a row. */
export function emptyDatabase(): Database.Database {
  const connection = new Database(':memory:');
  migrateDatabase(connection, { empty: true, version: 0, now: new Date(0) });
  return connection;
}

function apply(database: Database.Database, step: Migration): void {
  database.exec(step.sql);
  const broken = database.pragma('foreign_key_check') as { table: string }[];
  if (broken[0] !== undefined) {
    throw new Error(`Format ${step.version} leaves ${broken.length} broken references in table ${broken[0].table}`);
  }
  database.pragma(`application_id = ${applicationId}`);
  database.pragma(`user_version = ${step.version}`);
}

/** @throws Error when a number is missing, double or out of order. */
function assertInOrder(steps: readonly Migration[]): void {
  for (const [index, step] of steps.entries()) {
    if (step.version !== index + 1) {
      throw new Error(`Migration ${step.version} stands at place ${index + 1}: they count 1, 2, 3 without a hole`);
    }
  }
}

/** Copies the whole database, journal included, beside itself. A copy that is not whole never has the final name. */
function backUp(database: Database.Database, version: number, now: Date): string {
  const path = join(dirname(database.name), `inferneo-bench.format-${version}-${fileTimestamp(now)}.sqlite`);
  const partial = `${path}.partial`;
  rmSync(partial, { force: true });
  try {
    database.prepare('VACUUM INTO ?').run(partial);
    const descriptor = openSync(partial, 'r+');
    fsyncSync(descriptor);
    closeSync(descriptor);
    renameSync(partial, path);
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  }
  return path;
}

/** Marks our files ("IBNC"), so that another program's database is never taken for one of ours. */
export const applicationId = 0x49424e43;

/** The format that this version writes. */
export const latestVersion = migrations.length;
