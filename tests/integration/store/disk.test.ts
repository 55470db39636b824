import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { exampleRecords, exampleResult, exampleRun } from '../../unit/store/exampleRun.ts';
import { temporaryDirectory } from '../../unit/store/temporaryDirectory.ts';
import { entry, openedProcess, StoreProcess } from './StoreProcess.ts';

const page = { limit: 10, offset: 0 };
/** Commits come once a second. */
const patience = { timeout: 20_000, interval: 100 };
const endedAt = '2026-03-14T15:10:00.000Z';

function mount(...arguments_: string[]): void {
  execFileSync('mount', arguments_, { stdio: 'pipe' });
}

/** Why small disks cannot be made here; undefined where they can. */
const noMounts = ((): string | undefined => {
  if (process.platform !== 'linux') return 'only on Linux';
  const path = join('/tmp', `inferneo-bench-mount-${process.pid}`);
  mkdirSync(path);
  try {
    mount('-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', path);
    execFileSync('umount', [path]);
    return undefined;
  } catch (error) {
    return `mounting is not allowed (${error instanceof Error ? error.message.split('\n')[0] : String(error)})`;
  } finally {
    rmSync(path, { recursive: true });
  }
})();
if (noMounts !== undefined) console.log(`full and read-only disks are not tested: ${noMounts}`);

/** A disk of its own for the data directory. */
function smallDisk(size: string): string {
  const path = join(temporaryDirectory(), 'disk');
  mkdirSync(path);
  mount('-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', path);
  onTestFinished(() => {
    execFileSync('umount', ['-l', path]);
  });
  return path;
}

/** Takes all space that is left, or gives it back. */
function fill(disk: string): void {
  const { bavail, bsize } = statfsSync(disk);
  writeFileSync(join(disk, 'filler'), Buffer.alloc(bavail * bsize));
}
function empty(disk: string): void {
  rmSync(join(disk, 'filler'));
}

describe.skipIf(noMounts !== undefined)('a full disk', () => {
  it('refuses to be opened, naming the path, whether or not there is a database', async () => {
    const disk = smallDisk('4m');
    fill(disk);
    const fresh = await new StoreProcess().open(join(disk, 'data'));
    expect(fresh.type === 'openFailed' && fresh.failure.reason).toContain(`no space is left for ${join(disk, 'data')}`);
    expect(fresh.type === 'openFailed' && fresh.failure.remedy).toContain('Free space');
    empty(disk);
    const store = await openedProcess(join(disk, 'data'));
    await store.call('createRun', exampleRun('a'));
    await store.end('SIGKILL');
    fill(disk);
    const existing = await new StoreProcess().open(join(disk, 'data'));
    expect(existing.type === 'openFailed' && existing.failure.reason).toContain('no space is left for');
    empty(disk);
    const again = await new StoreProcess().open(join(disk, 'data'));
    expect(again).toMatchObject({ type: 'opened', interruptedRuns: ['a'] });
  });

  it('in the middle of a run fails the calls, keeps answering questions and loses nothing', async () => {
    const disk = smallDisk('8m');
    const store = await openedProcess(disk);
    const step = { runId: 'b', stepId: 'step-1' };
    await store.call('createRun', exampleRun('a'));
    await store.call('finishRun', { runId: 'a', status: 'completed', endedAt });
    await store.call('createRun', exampleRun('b'));
    await store.call('beginStep', { ...step, index: 0 });
    await store.call('appendRecords', { ...step, chunk: exampleRecords(0, 1000) });
    await store.call('finishStep', { runId: 'b', result: exampleResult(2) });
    fill(disk);

    // Accepted, since it waits for its commit; that fails within a second and is told in the log.
    await store.call('appendRecords', { ...step, chunk: exampleRecords(1000, 5000) });
    await expect.poll(() => store.logs.join(), patience).toContain('no space is left for');
    const refused = await store.failure('appendRecords', { ...step, chunk: exampleRecords(6000, 10) });
    expect(refused.reason).toBe(
      `Records of step step-1 cannot be stored: no space is left for ${disk}/inferneo-bench.sqlite.`,
    );
    expect(refused.remedy).toContain('What was stored before is kept');
    expect((await store.failure('finishStep', { runId: 'b', result: exampleResult(1) })).reason).toContain('no space');
    expect((await store.failure('createRun', exampleRun('c'))).reason).toContain('no space');

    expect((await store.call('listRuns', page)).runs.map(({ id }) => id)).toEqual(['b', 'a']);
    expect((await store.call('showRun', { run: 'b' }))?.steps).toEqual([exampleResult(2)]);
    const waiting = [exampleRecords(0, 1000), exampleRecords(1000, 5000)];
    expect(await store.call('readRecords', step)).toEqual(waiting);

    empty(disk);
    await expect.poll(() => store.logs.at(-1), patience).toContain('are stored');
    await store.call('finishStep', { runId: 'b', result: exampleResult(1) });
    await store.end('SIGKILL');
    const next = await openedProcess(disk);
    expect(await next.call('readRecords', step)).toEqual(waiting);
    expect((await next.call('showRun', { run: 'b' }))?.steps).toEqual([exampleResult(1), exampleResult(2)]);
  });

  it('at the end leaves a sound database without the last second, and an exit code that says so', async () => {
    const disk = smallDisk('8m');
    const store = await openedProcess(disk);
    const step = { runId: 'a', stepId: 'step-1' };
    await store.call('createRun', exampleRun('a'));
    await store.call('beginStep', { ...step, index: 0 });
    fill(disk);
    await store.call('appendRecords', { ...step, chunk: exampleRecords(0, 5000) });
    expect((await store.shutdown()).code).toBe(1);
    expect(store.logs.at(-1)).toContain('The last second of measurements cannot be stored');
    empty(disk);
    const next = await openedProcess(disk);
    expect(await next.call('readRecords', step)).toEqual([]);
    expect((await next.call('listRuns', page)).runs).toMatchObject([{ id: 'a', status: 'interrupted' }]);
  });
});

describe.skipIf(noMounts !== undefined)('a read-only disk', () => {
  it('is refused for writing with its path, and still read', async () => {
    const disk = smallDisk('8m');
    const store = await openedProcess(disk);
    await store.call('createRun', exampleRun('a'));
    await store.call('finishRun', { runId: 'a', status: 'completed', endedAt });
    await store.shutdown();
    mount('-o', 'remount,ro', disk);
    for (const path of [disk, join(disk, 'new')]) {
      const answer = await new StoreProcess().open(path);
      expect(answer.type === 'openFailed' && answer.failure.reason).toContain('read-only');
      expect(answer.type === 'openFailed' && answer.failure.reason).toContain(path);
      expect(answer.type === 'openFailed' && answer.failure.remedy).toContain('--data-dir');
    }
    const reader = await openedProcess(disk, 'read');
    expect((await reader.call('listRuns', page)).runs.map(({ id }) => id)).toEqual(['a']);
    expect(readdirSync(disk).sort()).toEqual(['inferneo-bench.lock', 'inferneo-bench.sqlite']);
  });
});

/** Why a user without rights cannot be played here; undefined where it can. */
const nobody = 65534;
const noOtherUser = ((): string | undefined => {
  if (process.getuid?.() !== 0) return 'this needs root';
  try {
    const script = 'require("node:fs").accessSync(process.argv[1])';
    execFileSync(process.execPath, ['-e', script, entry], { uid: nobody, gid: nobody, stdio: 'pipe' });
    return undefined;
  } catch {
    return 'the sources cannot be read by another user';
  }
})();
if (noOtherUser !== undefined) console.log(`missing rights are not tested: ${noOtherUser}`);

describe.skipIf(noOtherUser !== undefined)('a user without the right to write', () => {
  it('is told so with the path, and may still read what it can', async () => {
    const directory = temporaryDirectory();
    const store = await openedProcess(directory);
    await store.call('createRun', exampleRun('a'));
    await store.call('finishRun', { runId: 'a', status: 'completed', endedAt });
    await store.shutdown();
    chmodSync(directory, 0o755);
    for (const path of [directory, join(directory, 'new')]) {
      const answer = await new StoreProcess(nobody).open(path);
      expect(answer.type === 'openFailed' && answer.failure.reason).toContain(
        'this user has no right to read and write',
      );
      expect(answer.type === 'openFailed' && answer.failure.reason).toContain(path);
    }
    const reader = await openedProcess(directory, 'read', nobody);
    expect((await reader.call('listRuns', page)).total).toBe(1);

    chmodSync(join(directory, 'inferneo-bench.sqlite'), 0o600);
    const answer = await new StoreProcess(nobody).open(directory, 'read');
    expect(answer.type === 'openFailed' && answer.failure.reason).toContain(join(directory, 'inferneo-bench.sqlite'));
  });
});
