import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { findDamage } from '../../../main/store/database/inspectDatabase.ts';
import { exampleRun } from './exampleRun.ts';
import { OpenedService, openedService } from './openedService.ts';
import { temporaryDirectory } from './temporaryDirectory.ts';

const databaseIn = (directory: string): string => join(directory, 'inferneo-bench.sqlite');

function failureOnOpening(directory: string, mode: 'write' | 'read' = 'write') {
  const event = new OpenedService().open(directory, mode);
  if (event.type !== 'openFailed') throw new Error('it opened');
  return event.failure;
}

/** A closed database with one run. */
function storedRun(directory: string): void {
  const service = openedService(directory);
  service.call('createRun', exampleRun('kept'));
  service.call('finishRun', { runId: 'kept', status: 'completed', endedAt: '2026-03-14T15:10:00.000Z' });
  service.service.close();
}

describe('opening to write', () => {
  it('makes the directory and the database, with a durable write-ahead log', () => {
    const directory = join(temporaryDirectory(), 'not', 'there', 'yet');
    const event = new OpenedService().open(directory);
    expect(event).toEqual({ type: 'opened', databasePath: databaseIn(directory), interruptedRuns: [] });
    const other = new Database(databaseIn(directory), { readonly: true });
    expect(other.pragma('journal_mode', { simple: true })).toBe('wal');
    other.close();
  });

  it.skipIf(process.platform !== 'linux').each([
    ['/proc/inferneo-bench', /takes no new file or directory|has no right/],
    ['/proc', /takes no new file or directory|has no right/],
    [`/tmp/${'long'.repeat(100)}`, /longer than the system allows/],
  ])('says that %s can hold no data', (directory, reason) => {
    const failure = failureOnOpening(directory);
    expect(failure.reason).toMatch(reason);
    expect(failure.remedy).toContain('--data-dir');
  });

  it('says that a path is too long for the database', () => {
    const directory = join(temporaryDirectory(), ...Array<string>(5).fill('long'.repeat(25)));
    expect(failureOnOpening(directory).reason).toContain('longer than the system allows');
  });

  it('migrates an old file that has nothing in it yet', () => {
    const directory = temporaryDirectory();
    writeFileSync(databaseIn(directory), '');
    const service = openedService(directory);
    expect(service.call('listRuns', { limit: 10, offset: 0 })).toEqual({ runs: [], total: 0 });
    expect(readdirSync(directory).filter((name) => name.includes('format-'))).toEqual([]);
  });

  it('refuses a file of a newer version and leaves it untouched', () => {
    const directory = temporaryDirectory();
    storedRun(directory);
    const database = new Database(databaseIn(directory));
    database.pragma('user_version = 99');
    database.pragma('journal_mode = DELETE');
    database.close();
    const before = readFileSync(databaseIn(directory));
    for (const mode of ['write', 'read'] as const) {
      const failure = failureOnOpening(directory, mode);
      expect(failure.reason).toContain(databaseIn(directory));
      expect(failure.reason).toContain('newer Inferneo Bench: its format is 99');
      expect(failure.remedy).toContain('Update Inferneo Bench');
    }
    expect(readFileSync(databaseIn(directory)).equals(before)).toBe(true);
  });

  it('refuses the database of another program', () => {
    const directory = temporaryDirectory();
    const database = new Database(databaseIn(directory));
    database.exec('CREATE TABLE bookmarks (url TEXT)');
    database.close();
    expect(failureOnOpening(directory).reason).toBe(`${databaseIn(directory)} is a database of another program.`);
  });

  it('sets a file aside that is no database, and begins a fresh one', () => {
    const directory = temporaryDirectory();
    const garbage = Buffer.alloc(5000, 'this is not a database ');
    writeFileSync(databaseIn(directory), garbage);
    const service = openedService(directory);
    const opened = service.events.find((event) => event.type === 'opened');
    const setAside = String(opened?.setAside);
    expect(setAside).toMatch(/inferneo-bench\.damaged-\d{8}T\d{6}Z\.sqlite$/);
    expect(readFileSync(setAside).equals(garbage)).toBe(true);
    expect(service.call('createRun', exampleRun('fresh'))).toEqual({ number: 1 });
    expect(service.events.find((event) => event.type === 'log')?.line.message).toContain('file is not a database');
  });

  it('sets a database aside whose pages are damaged, byte for byte, with its journal', () => {
    const directory = temporaryDirectory();
    storedRun(directory);
    const bytes = readFileSync(databaseIn(directory));
    bytes.fill(0xff, 4096 * 2, 4096 * 4);
    writeFileSync(databaseIn(directory), bytes);
    writeFileSync(`${databaseIn(directory)}-wal`, 'a journal of the damaged file');
    const event = new OpenedService().open(directory);
    if (event.type !== 'opened') throw new Error(event.failure.reason);
    const setAside = String(event.setAside);
    expect(readFileSync(setAside).equals(bytes)).toBe(true);
    expect(readFileSync(`${setAside}-wal`, 'utf8')).toBe('a journal of the damaged file');
    expect(event.interruptedRuns).toEqual([]);
  });

  it('gives a second damaged file of the same second a name of its own', () => {
    const directory = temporaryDirectory();
    const names = new Set<string>();
    for (let count = 0; count < 3; count += 1) {
      writeFileSync(databaseIn(directory), `garbage ${count} `.repeat(100));
      const service = openedService(directory);
      names.add(String(service.events.find((event) => event.type === 'opened')?.setAside));
      service.service.close();
    }
    expect(names.size).toBe(3);
    for (const name of names) expect(existsSync(name)).toBe(true);
  });

  it('refuses a second writer, naming the first, and lets it in when the first has gone', () => {
    const directory = temporaryDirectory();
    const first = openedService(directory);
    const failure = failureOnOpening(directory);
    expect(failure.reason).toMatch(
      new RegExp(`^The data directory ${directory} is in use by a test \\(process ${process.pid}\\) since 20.*Z\\.$`),
    );
    expect(failure.remedy).toContain('--data-dir');
    first.service.close();
    expect(new OpenedService().open(directory).type).toBe('opened');
  });

  it('takes over from a process that left its name but no lock', () => {
    const directory = temporaryDirectory();
    writeFileSync(join(directory, 'inferneo-bench.lock'), '');
    writeFileSync(
      join(directory, 'inferneo-bench.owner.json'),
      JSON.stringify({ processId: process.ppid, name: 'the window', since: '2026-03-14T15:09:26.000Z' }),
    );
    openedService(directory);
    expect(failureOnOpening(directory).reason).toContain(`a test (process ${process.pid})`);
  });

  it('refuses to open a second directory in the same process', () => {
    const service = openedService(temporaryDirectory());
    const event = service.open(temporaryDirectory());
    expect(event.type === 'openFailed' && event.failure.detail).toContain('is open already');
  });

  it('refuses a data directory that is a file, or lies in one', () => {
    const file = join(temporaryDirectory(), 'file');
    writeFileSync(file, '');
    for (const path of [file, join(file, 'inside')]) {
      for (const mode of ['write', 'read'] as const) {
        if (mode === 'read' && path !== file) continue;
        const failure = failureOnOpening(path, mode);
        expect(failure.reason).toContain(`${file}`);
        expect(failure.reason).toContain('is not a directory, or a part of its path is a file');
        expect(failure.remedy).toContain('--data-dir');
      }
    }
  });

  it('names the path when the database is a directory', () => {
    const directory = temporaryDirectory();
    mkdirSync(databaseIn(directory));
    const failure = failureOnOpening(directory);
    expect(failure.reason).toContain(databaseIn(directory));
    // The lock is not kept.
    expect(failureOnOpening(directory).reason).toBe(failure.reason);
  });
});

describe('checking for damage', () => {
  /** Damages the page that holds a table. */
  function damaged(table: string): string {
    const directory = temporaryDirectory();
    storedRun(directory);
    const database = new Database(databaseIn(directory));
    const page = database.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').pluck().get(table) as number;
    database.close();
    const bytes = readFileSync(databaseIn(directory));
    bytes.fill(0xff, 4096 * (page - 1), 4096 * page);
    writeFileSync(databaseIn(directory), bytes);
    return databaseIn(directory);
  }

  it.each([
    ['run', true, true],
    ['step_result', true, true],
    ['record_chunk', true, false],
  ])('finds a damaged table %s in the whole: %s, in the essential tables: %s', (table, whole, essential) => {
    const database = new Database(damaged(table), { readonly: true });
    expect(findDamage(database, 'whole') !== undefined).toBe(whole);
    expect(findDamage(database, 'essential') !== undefined).toBe(essential);
    database.close();
  });

  it('finds none in a sound file', () => {
    const directory = temporaryDirectory();
    storedRun(directory);
    const database = new Database(databaseIn(directory), { readonly: true });
    expect([findDamage(database, 'whole'), findDamage(database, 'essential')]).toEqual([undefined, undefined]);
    database.close();
  });
});

describe('opening to read', () => {
  it('reads a directory without a database as one without runs, and makes nothing', () => {
    const directory = temporaryDirectory();
    for (const path of [directory, join(directory, 'missing')]) {
      const service = openedService(path, 'read');
      expect(service.call('listRuns', { limit: 10, offset: 0 })).toEqual({ runs: [], total: 0 });
      expect(service.call('showRun', { run: 'latest' })).toBeNull();
    }
    expect(readdirSync(directory)).toEqual([]);
  });

  it('reads beside a writer and sees what it commits', () => {
    const directory = temporaryDirectory();
    const writer = openedService(directory);
    const early = openedService(directory, 'read');
    writer.call('createRun', exampleRun('one'));
    expect(early.call('listRuns', { limit: 10, offset: 0 }).runs.map(({ id, status }) => [id, status])).toEqual([
      ['one', 'running'],
    ]);
    writer.call('finishRun', { runId: 'one', status: 'completed', endedAt: '2026-03-14T15:10:00.000Z' });
    expect(early.call('listRuns', { limit: 10, offset: 0 }).runs[0]?.status).toBe('completed');
  });

  it('does not stand in the way of a writer that comes later', () => {
    const directory = temporaryDirectory();
    storedRun(directory);
    openedService(directory, 'read');
    expect(openedService(directory).call('createRun', exampleRun('next'))).toEqual({ number: 2 });
  });

  it('leaves a damaged file where it is', () => {
    const directory = temporaryDirectory();
    writeFileSync(databaseIn(directory), 'garbage '.repeat(1000));
    const failure = failureOnOpening(directory, 'read');
    expect(failure.reason).toBe(`The history cannot be read: ${databaseIn(directory)} is damaged.`);
    expect(failure.detail).toBe('SQLITE_NOTADB: file is not a database');
    expect(readdirSync(directory)).toEqual(['inferneo-bench.sqlite']);
  });

  it('says that a file has an older format when it cannot be brought to the newest', () => {
    const directory = temporaryDirectory();
    storedRun(directory);
    const database = new Database(databaseIn(directory));
    database.pragma('user_version = 0');
    database.close();
    expect(failureOnOpening(directory, 'read').reason).toContain('has the older format 0');
  });

  it('refuses every change', () => {
    const directory = temporaryDirectory();
    storedRun(directory);
    const event = openedService(directory, 'read').attempt('createRun', exampleRun('another'));
    expect(event.type === 'callFailed' && event.failure.reason).toBe('The data directory was opened to read only.');
  });
});
