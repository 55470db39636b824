import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { applicationId, latestVersion, migrateDatabase } from '../../../main/store/database/migrateDatabase.ts';
import type { Migration } from '../../../main/store/migrations/Migration.ts';
import { migrations } from '../../../main/store/migrations/migrations.ts';
import { temporaryDirectory } from './temporaryDirectory.ts';

const now = new Date('2026-03-14T15:09:26.535Z');
const first: Migration = { version: 1, sql: 'CREATE TABLE fruit (id INTEGER PRIMARY KEY, name TEXT) STRICT' };
const second: Migration = {
  version: 2,
  sql: "ALTER TABLE fruit ADD COLUMN colour TEXT; UPDATE fruit SET colour = 'red'",
};

function versionOf(database: Database.Database): number {
  return database.pragma('user_version', { simple: true }) as number;
}

function atFormat1(directory: string): Database.Database {
  const database = new Database(join(directory, 'inferneo-bench.sqlite'));
  database.pragma('journal_mode = WAL');
  migrateDatabase(database, { empty: true, version: 0, now, steps: [first] });
  database.prepare('INSERT INTO fruit (name) VALUES (?)').run('apple');
  return database;
}

describe('the released migrations', () => {
  it('never change: one is mended by a later one, not by an edit', () => {
    const hashes = migrations.map(({ version, sql }) => [version, createHash('sha256').update(sql).digest('hex')]);
    expect(hashes).toEqual([
      [1, 'b9c37271e09f0c71a9e64b9fca2d590658d6f56b54a15ffc901756ad92e53e11'],
      [2, 'a610fcecd719d016e1d1df24581e78ba17afb8c781710d652ac5ac18952e2f04'],
    ]);
  });

  it('count 1, 2, 3 and lead to the newest format', () => {
    expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, index) => index + 1));
    expect(latestVersion).toBe(migrations.length);
  });

  it('make a database whose references and generated columns hold', () => {
    const database = new Database(':memory:');
    migrateDatabase(database, { empty: true, version: 0, now });
    expect(versionOf(database)).toBe(latestVersion);
    expect(database.pragma('application_id', { simple: true })).toBe(applicationId);
    expect(database.pragma('foreign_keys', { simple: true })).toBe(1);
    expect(database.pragma('foreign_key_check')).toEqual([]);
    expect(() => database.exec("INSERT INTO step (run_number, id, position) VALUES (7, 'a', 0)")).toThrow(
      'FOREIGN KEY',
    );
    database.close();
  });
});

describe('migrating', () => {
  it('makes no copy of a new database', () => {
    const directory = temporaryDirectory();
    const database = atFormat1(directory);
    database.close();
    expect(readdirSync(directory)).toEqual(['inferneo-bench.sqlite']);
  });

  it('copies an existing database first, journal included, and leaves the copy in its old format', () => {
    const directory = temporaryDirectory();
    const database = atFormat1(directory);
    const backup = migrateDatabase(database, { empty: false, version: 1, now, steps: [first, second] });
    expect(database.prepare('SELECT name, colour FROM fruit').all()).toEqual([{ name: 'apple', colour: 'red' }]);
    expect(versionOf(database)).toBe(2);
    database.close();
    expect(backup).toBe(join(directory, 'inferneo-bench.format-1-20260314T150926Z.sqlite'));
    const copy = new Database(String(backup), { readonly: true });
    expect(versionOf(copy)).toBe(1);
    expect(copy.prepare('SELECT * FROM fruit').all()).toEqual([{ id: 1, name: 'apple' }]);
    copy.close();
  });

  it('does nothing to a database of the newest format', () => {
    const directory = temporaryDirectory();
    const database = atFormat1(directory);
    expect(migrateDatabase(database, { empty: false, version: 1, now, steps: [first] })).toBeUndefined();
    database.close();
    expect(readdirSync(directory)).toEqual(['inferneo-bench.sqlite']);
  });

  it('leaves the database as it was when a step fails half way', () => {
    const directory = temporaryDirectory();
    const database = atFormat1(directory);
    const broken: Migration = { version: 2, sql: 'DROP TABLE fruit; CREATE TABLE fruit (oops' };
    const options = { empty: false, version: 1, now, steps: [first, broken] };
    expect(() => migrateDatabase(database, options)).toThrow('incomplete input');
    expect(versionOf(database)).toBe(1);
    expect(database.prepare('SELECT name FROM fruit').all()).toEqual([{ name: 'apple' }]);
    database.close();
  });

  it('fails when a step leaves a broken reference', () => {
    const database = new Database(':memory:');
    const broken: Migration = {
      version: 1,
      sql: `CREATE TABLE parent (id INTEGER PRIMARY KEY);
        CREATE TABLE child (parent_id INTEGER REFERENCES parent (id));
        INSERT INTO child VALUES (3)`,
    };
    expect(() => migrateDatabase(database, { empty: true, version: 0, now, steps: [broken] })).toThrow(
      'Format 1 leaves 1 broken references in table child',
    );
    expect(versionOf(database)).toBe(0);
    database.close();
  });

  it('leaves no half copy behind when the copy fails', () => {
    const directory = temporaryDirectory();
    const database = atFormat1(directory);
    database.exec('BEGIN');
    // VACUUM is not possible inside of a transaction.
    expect(() => migrateDatabase(database, { empty: false, version: 1, now, steps: [first, second] })).toThrow(
      'VACUUM',
    );
    database.exec('ROLLBACK');
    expect(versionOf(database)).toBe(1);
    expect(readdirSync(directory).filter((name) => name.includes('format-1'))).toEqual([]);
    database.close();
  });

  it('refuses steps that are out of order, double or missing', () => {
    const database = new Database(':memory:');
    const numbered = (...versions: number[]): Migration[] => versions.map((version) => ({ version, sql: '' }));
    for (const [steps, message] of [
      [numbered(2, 1), 'Migration 2 stands at place 1'],
      [numbered(1, 1), 'Migration 1 stands at place 2'],
      [numbered(1, 3), 'Migration 3 stands at place 2'],
    ] as const) {
      expect(() => migrateDatabase(database, { empty: true, version: 0, now, steps })).toThrow(message);
    }
    expect(existsSync('inferneo-bench.sqlite')).toBe(false);
    database.close();
  });
});
