import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { resultDocument } from '../../core/contract/resultDocument.ts';
import { runCommand, startCommand, temporaryDirectory } from '../integration/cli/commandLine.ts';
import { processesOfGroup } from '../integration/cli/processesOfGroup.ts';

const dummy = ['--target', 'dummy', '--model', 'dummy_small', '--scenario', 'latency/single_request'];
const minute = ['--duration', '60', '--set', 'warmupSeconds=0', '--no-report', '--json', '-'];

function dataDirectory(): { path: string; inside: string } {
  const directory = temporaryDirectory();
  onTestFinished(() => directory.remove());
  return { path: directory.path, inside: join(directory.path, 'data') };
}

/** A run of a minute that something happens to once it measures. @returns how it ended, with the document it handed out. */
async function disturbed(data: string, disturb: (group: number) => void) {
  const command = startCommand(['run', ...dummy, ...minute, '--data-dir', data]);
  const group = command.child.pid ?? 0;
  await command.untilError('then measuring');
  const beganMs = performance.now();
  disturb(group);
  const end = await command.end;
  expect(performance.now() - beganMs).toBeLessThan(30_000);
  expect(processesOfGroup(group)).toEqual([]);
  expect(end.error).not.toContain('not foreseen');
  return { end, document: resultDocument.parse(JSON.parse(end.out)) };
}

/** What the run measured until then is handed out: as failed, and with its figures. */
function expectHandedOut({ end, document }: Awaited<ReturnType<typeof disturbed>>, reason: string): void {
  expect(end.code).toBe(4);
  expect(end.error).toContain(reason);
  expect(end.error).not.toContain('No step was carried out');
  expect(document.run).toMatchObject({ status: 'failed', reason: expect.stringContaining(reason) });
  expect(document.steps[0]?.requests.ok).toBeGreaterThan(5);
  expect(document.steps[0]).toMatchObject({ failure: { reason: expect.stringContaining(reason) } });
}

describe('a run whose store is disturbed', () => {
  it('ends as failed, with what it measured, when the data directory is deleted', async () => {
    const { inside } = dataDirectory();
    const carried = await disturbed(inside, () => rmSync(inside, { recursive: true }));
    expectHandedOut(carried, 'was moved or deleted while it was in use');
  });

  it('ends as failed when the data directory is renamed, which keeps what was stored before', async () => {
    const { path, inside } = dataDirectory();
    const carried = await disturbed(inside, () => renameSync(inside, join(path, 'elsewhere')));
    expectHandedOut(carried, 'was moved or deleted while it was in use');
    const list = await runCommand('history', 'list', '--json', '--data-dir', join(path, 'elsewhere'));
    expect(JSON.parse(list.out)).toMatchObject([{ id: carried.document.run.id, status: 'interrupted' }]);
    expect(existsSync(inside)).toBe(false);
  });

  it('ends as failed, in words, when the store process is killed', async () => {
    const { inside } = dataDirectory();
    const carried = await disturbed(inside, (group) => {
      for (const { processId, command } of processesOfGroup(group)) {
        if (command.includes('store.cjs')) process.kill(processId, 'SIGKILL');
      }
    });
    expectHandedOut(carried, 'The store process was ended by SIGKILL');
    expect(carried.end.error).toContain('What was stored until then is kept.');
  });

  it('goes on when its lock file is deleted, and turns a second run away', async () => {
    const { inside } = dataDirectory();
    const command = startCommand(['run', ...dummy, ...minute, '--data-dir', inside]);
    await command.untilError('then measuring');
    rmSync(join(inside, 'inferneo-bench.lock'));
    const second = await runCommand('run', ...dummy, '--duration', '1', '--no-report', '--data-dir', inside);
    expect(second.code).toBe(2);
    expect(second.error).toContain('is in use by inferneo-bench run');
    process.kill(-(command.child.pid ?? 0), 'SIGINT');
    const end = await command.end;
    expect(end.code).toBe(130);
    expect(end.error).toContain('The lock file of the data directory was deleted; it was made anew.');
    const list = await runCommand('history', 'list', '--json', '--data-dir', inside);
    expect(JSON.parse(list.out)).toMatchObject([{ status: 'interrupted', finishedSteps: 0, plannedSteps: 1 }]);
  });
});
