import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { runList } from '../../../main/cli/commands/historyCommand.ts';
import { runSummary } from '../../../main/cli/output/runSummary.ts';
import { renderMarkdown } from '../../../main/report/markdown/renderMarkdown.ts';
import { renderHtml } from '../../../main/report/sections/renderHtml.ts';
import { DirectoryLock } from '../../../main/store/database/DirectoryLock.ts';
import { databaseFiles } from '../../../main/store/database/databaseFiles.ts';
import { migrateDatabase } from '../../../main/store/database/migrateDatabase.ts';
import { migration1 } from '../../../main/store/migrations/migration1.ts';
import { SampleData } from './damagedDatabases.ts';
import { exampleRecords, exampleResult, exampleRun } from './exampleRun.ts';
import { OpenedService, openedService } from './openedService.ts';
import { temporaryDirectory } from './temporaryDirectory.ts';

const cases = 600;
const page = { limit: 50, offset: 0 };
const endedAt = '2026-03-14T15:11:00.000Z';

/** A sample of stored runs after a change to its database, opened to read. */
function changed(sql: string): { data: SampleData; service: OpenedService } {
  const directory = temporaryDirectory();
  const data = new SampleData(directory);
  const database = new Database(data.path);
  database.exec(sql);
  database.close();
  return { data, service: openedService(directory, 'read') };
}

describe('a database that is damaged by chance', () => {
  it('shows what was stored, or names what is damaged, and lists all runs', { timeout: 120_000 }, () => {
    const data = new SampleData(temporaryDirectory());
    const ends = { 'as stored': 0, named: 0, refused: 0 };
    for (let seed = 1; seed <= cases; seed += 1) {
      const what = `seed ${seed}: ${data.damage(seed)}`;
      ends[data.check(seed, what)] += 1;
    }
    console.log(`${cases} damaged databases: ${JSON.stringify(ends)}`);
    expect(ends.named).toBeGreaterThan(cases / 4);
  });
});

describe('a stored result with one digit changed', () => {
  it('is derived anew from its records, equal in every figure, and says so', () => {
    const { data, service } = changed(
      "UPDATE step_result SET result = json_set(result, '$.throughput.requestsPerSecond', 595) WHERE step_key = 1",
    );
    const expected = data.answers.documents.get(1);
    const document = service.call('showRun', { run: '1' });
    expect(document?.steps).toEqual(expected?.steps);
    expect(document?.run.damage).toEqual([
      expect.stringMatching(
        /^The stored result of step 1 \(step-1\) of run #1 is damaged: its checksum is .*, not .*\. It was derived anew .* its figures are those that were stored\.$/,
      ),
    ]);
    expect(service.call('showRun', { run: '2' })).toEqual(data.answers.documents.get(2));
    expect(service.call('listRuns', page)).toEqual(data.answers.list);
    if (document === null) throw new Error('there is no run 1');
    // Wherever it is shown.
    for (const text of [runSummary(document), renderMarkdown(document), renderHtml(document)]) {
      expect(text).toContain('of step 1');
      expect(text).toContain('It was derived anew from its records');
    }
  });

  it('counts as broken off when what the runner knew is lost too, and as failed when its records are', () => {
    const account = changed("UPDATE step_result SET result = '{', grounds = '{' WHERE step_key = 1").service;
    const [left] = account.call('showRun', { run: '1' })?.steps ?? [];
    expect(left).toMatchObject({ interrupted: true, requests: { ok: 30 }, validity: { verdict: 'invalid' } });
    const records = changed(
      "UPDATE step_result SET result = '{' WHERE step_key = 1; DELETE FROM record_chunk WHERE step_key = 1 AND position = 1",
    ).service;
    const document = records.call('showRun', { run: '1' });
    expect(document?.steps[0]?.failure?.reason).toContain('1 of its 2 chunks are there');
    expect(document?.run.damage?.[0]).toContain('It cannot be derived anew');
  });
});

describe('a malformed row', () => {
  it.each([
    [
      "UPDATE run SET targets = '[' WHERE number = 1",
      'The stored row of run #1 is damaged: it is read from its second copy',
    ],
    [
      "UPDATE run SET name = 'Another' WHERE number = 1",
      'The stored row of run #1 is damaged: it is read from its second',
    ],
    ['DELETE FROM step WHERE key = 1', '1 of the 2 steps of run #1 cannot be found any more'],
    [
      "UPDATE step_result SET listed = '{', result = '{' WHERE step_key = 1",
      'The stored figures of step 1 of run #1 are',
    ],
  ])('%s: is listed and named, beside the others', (sql, words) => {
    const { data, service } = changed(`PRAGMA foreign_keys = OFF; ${sql}`);
    const { runs } = service.call('listRuns', page);
    const [third, second, first] = data.answers.list.runs;
    expect(runs.slice(0, 2)).toEqual([third, second]);
    expect(runs[2]).toMatchObject({ number: 1, id: first?.id, name: first?.name, targets: first?.targets });
    expect(runs[2]?.damage).toContain(words);
    expect(runList(runs, runs.length)).toContain(words);
  });

  it('whose copy is damaged too is listed by its number alone, and says so when it is opened', () => {
    const { service } = changed(
      "UPDATE run SET name = 'x' WHERE number = 2; UPDATE run_copy SET content = '{' WHERE run_number = 2",
    );
    const { runs, total } = service.call('listRuns', page);
    expect(total).toBe(3);
    expect(runs[1]).toEqual({
      ...{ id: '2', number: 2, name: 'damaged', status: 'damaged', targets: [], models: [], scenarios: [] },
      ...{ plannedSteps: 0, finishedSteps: 0 },
      damage: 'The stored row of run #2 is damaged, and so is its second copy.',
    });
    expect(() => service.call('showRun', { run: '2' })).toThrow('The stored row of run #2 is damaged');
    expect(service.call('showRun', { run: '1' })?.run.damage).toBeUndefined();
  });

  it.each(['plan', 'fingerprint'])('of a changed %s is read from its copy', (column) => {
    const { data, service } = changed(`UPDATE run SET ${column} = replace(${column}, 'a', 'b') WHERE number = 1`);
    const { damage, ...run } = service.call('showRun', { run: '1' })?.run ?? {};
    expect(run).toEqual(data.answers.documents.get(1)?.run);
    expect(damage).toEqual([expect.stringContaining(`The stored ${column} of run #1 is damaged`)]);
  });
});

describe('a database of format 1', () => {
  const storedInFormat1 = (): { directory: string; path: string; id: string } => {
    const directory = temporaryDirectory();
    const path = join(directory, 'inferneo-bench.sqlite');
    const old = new Database(path);
    migrateDatabase(old, { empty: true, version: 0, now: new Date(), steps: [migration1] });
    const { id, name, startedAt, plan, fingerprint } = exampleRun('old');
    old
      .prepare(`INSERT INTO run (id, name, started_at, ended_at, status, plan, fingerprint, targets, models, scenarios, planned_steps)
        VALUES (?, ?, ?, ?, 'completed', ?, ?, '["dummy"]', '["dummy_fast"]', '["latency/concurrent_requests"]', 2)`)
      .run(id, name, startedAt, endedAt, JSON.stringify(plan), JSON.stringify(fingerprint));
    for (const [index, level] of [1, 2].entries()) {
      old.prepare('INSERT INTO step (run_number, id, position) VALUES (1, ?, ?)').run(`step-${level}`, index);
      const result = JSON.stringify(exampleResult(level, { p95: 7 + 1 / 3 }));
      old.prepare('INSERT INTO step_result (step_key, result) VALUES (?, ?)').run(level, result);
    }
    old.close();
    return { directory, path, id };
  };
  const copies = (directory: string): string[] => readdirSync(directory).filter((name) => name.includes('.format-1-'));

  it.each(['write', 'read'] as const)('is sealed as it is found, after a copy, by one who opens it to %s', (mode) => {
    const { directory, id } = storedInFormat1();
    const service = openedService(directory, mode);
    expect(copies(directory)).toHaveLength(1);
    expect(service.events.find((event) => event.type === 'log')?.line.message).toContain('has a new format');
    expect(service.call('listRuns', page).runs).toMatchObject([
      { id, finishedSteps: 2, verdict: 'valid', p95Ms: 7 + 1 / 3, p95Interval: [6, 7 + 1 / 3], failedFraction: 0 },
    ]);
    const document = service.call('showRun', { run: 'old' });
    expect(document?.run.damage).toBeUndefined();
    expect(document?.steps.map(({ latencyMs }) => latencyMs?.p95)).toEqual([7 + 1 / 3, 7 + 1 / 3]);
  });

  it('is left as it is by a reader beside a writer of an older version, and can be written again after a reader', () => {
    const { directory, path } = storedInFormat1();
    const bytes = readFileSync(path);
    const files = databaseFiles(directory);
    const lock = DirectoryLock.acquire(files, { processId: process.pid, name: 'an older version' }, new Date());
    const event = new OpenedService().open(directory, 'read');
    expect(event.type === 'openFailed' && event.failure).toMatchObject({
      reason: `${path} has the older format 1; this version reads format 2.`,
      remedy: expect.stringContaining('Start the window or a run once'),
      detail: expect.stringContaining('is in use by an older version'),
    });
    expect(readFileSync(path).equals(bytes)).toBe(true);
    expect(copies(directory)).toEqual([]);
    lock.release();
    openedService(directory, 'read');
    expect(openedService(directory).call('createRun', exampleRun('next'))).toEqual({ number: 2 });
  });

  it('is neither renewed nor set aside by a reader when it is damaged', () => {
    const { directory, path } = storedInFormat1();
    const bytes = readFileSync(path);
    const rootPage = new Database(path, { readonly: true });
    const page =
      rootPage.prepare<[], number>("SELECT rootpage FROM sqlite_schema WHERE name = 'step'").pluck().get() ?? 0;
    const size = rootPage.pragma('page_size', { simple: true }) as number;
    rootPage.close();
    bytes.fill(0xa5, (page - 1) * size, page * size);
    writeFileSync(path, bytes);
    const event = new OpenedService().open(directory, 'read');
    expect(event.type === 'openFailed' && event.failure.reason).toContain('has the older format 1');
    expect(readFileSync(path).equals(bytes)).toBe(true);
    expect(readdirSync(directory).filter((name) => /damaged|format-/.test(name))).toEqual([]);
  });
});

describe('a database that is moved or deleted while a run goes on', () => {
  it('is noticed at the next commit, in words, and taken up again when it is put back', () => {
    const directory = temporaryDirectory();
    const path = join(directory, 'inferneo-bench.sqlite');
    const service = openedService(directory);
    service.call('createRun', exampleRun('a', [1]));
    service.call('beginStep', { runId: 'a', stepId: 'step-1', index: 0 });
    service.call('appendRecords', { runId: 'a', stepId: 'step-1', chunk: exampleRecords(0, 5) });
    renameSync(path, `${path}.elsewhere`);
    const event = service.attempt('finishStep', { runId: 'a', result: exampleResult(1) });
    expect(event.type === 'callFailed' && event.failure.reason).toBe(
      `The result of step step-1 cannot be stored: ${path} was moved or deleted while it was in use.`,
    );
    // What was committed before is in the file, wherever its journal is.
    const moved = new Database(`${path}.elsewhere`, { readonly: true });
    expect(moved.prepare('SELECT id FROM run').pluck().all()).toEqual(['a']);
    moved.close();
    renameSync(`${path}.elsewhere`, path);
    service.call('finishStep', { runId: 'a', result: exampleResult(1) });
    service.call('finishRun', { runId: 'a', status: 'completed', endedAt });
    expect(service.call('readRecords', { runId: 'a', stepId: 'step-1' })).toEqual([exampleRecords(0, 5)]);
  });

  it('is noticed when the whole directory is deleted, and the next writer is left alone', () => {
    const directory = join(temporaryDirectory(), 'data');
    const service = openedService(directory);
    service.call('createRun', exampleRun('a', [1]));
    rmSync(directory, { recursive: true });
    const next = openedService(directory);
    next.call('createRun', exampleRun('b', [1]));
    const event = service.attempt('finishRun', { runId: 'a', status: 'completed', endedAt });
    expect(event.type === 'callFailed' && event.failure.reason).toContain('was moved or deleted while it was in use');
    service.service.close();
    expect(existsSync(join(directory, 'inferneo-bench.owner.json'))).toBe(true);
    expect(next.call('listRuns', page).runs.map(({ id }) => id)).toEqual(['b']);
  });
});

describe('a lock file that is deleted while a run goes on', () => {
  it('lets no second writer in, who would take the run over, and is made again', () => {
    const directory = temporaryDirectory();
    const lock = join(directory, 'inferneo-bench.lock');
    const service = openedService(directory);
    service.call('createRun', exampleRun('a', [1]));
    rmSync(lock);
    const second = new OpenedService().open(directory);
    expect(second.type === 'openFailed' && second.failure.reason).toContain(`a test (process ${process.pid})`);
    expect(openedService(directory, 'read').call('listRuns', page).runs).toMatchObject([
      { id: 'a', status: 'running' },
    ]);
    service.call('finishStep', { runId: 'a', result: exampleResult(1) });
    expect(service.events.findLast((event) => event.type === 'log')?.line.message).toContain('was made anew');
    const third = new OpenedService().open(directory);
    expect(third.type).toBe('openFailed');
    service.call('finishRun', { runId: 'a', status: 'completed', endedAt });
    service.service.close();
    const next = openedService(directory);
    expect(next.call('listRuns', page).runs).toMatchObject([{ id: 'a', status: 'completed' }]);
  });
});
