import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SeededRandom } from '../../core/statistics/SeededRandom.ts';
import { runCommand, startCommand, temporaryDirectory } from '../integration/cli/commandLine.ts';
import { processesOfGroup } from '../integration/cli/processesOfGroup.ts';

const kills = 30;

let directory: ReturnType<typeof temporaryDirectory>;
beforeEach(() => {
  directory = temporaryDirectory();
});
afterEach(() => directory.remove());

describe('a run whose process is killed at any moment', () => {
  it(`leaves a history that opens, ${kills} times over, and no process`, async () => {
    const data = ['--data-dir', join(directory.path, 'data')];
    const random = new SeededRandom(1);
    const load = ['--target', 'dummy', '--model', 'dummy_small', '--scenario', 'latency/concurrent_requests'];
    for (let kill = 0; kill < kills; kill += 1) {
      const command = startCommand(['run', ...load, '--concurrency', '1,8', '--duration', '2', '--no-report', ...data]);
      // The moment is random on purpose: any instant between the start of the program and the end of its run.
      await wait(random.uniform() * 6000);
      command.child.kill('SIGKILL');
      await command.end;
      await expect.poll(() => processesOfGroup(command.child.pid ?? 0), { timeout: 10_000 }).toEqual([]);
      const list = await runCommand('history', 'list', '--json', ...data);
      expect(list.code).toBe(0);
      for (const run of JSON.parse(list.out) as { id: string; status: string }[]) {
        expect(['completed', 'interrupted']).toContain(run.status);
        expect((await runCommand('history', 'show', run.id, '--json', ...data)).code).toBe(0);
      }
    }
    expect(
      (await runCommand('run', ...load, '--concurrency', '1', '--duration', '1', '--no-report', ...data)).code,
    ).toBe(0);
  });
});
