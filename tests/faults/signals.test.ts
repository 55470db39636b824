import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type RunningCommand, runCommand, startCommand, temporaryDirectory } from '../integration/cli/commandLine.ts';
import { processesOfGroup } from '../integration/cli/processesOfGroup.ts';

let directory: ReturnType<typeof temporaryDirectory>;
let data: string[];
beforeEach(() => {
  directory = temporaryDirectory();
  data = ['--data-dir', join(directory.path, 'data')];
});
afterEach(() => {
  // What a test that failed has left, a process that was stopped among it.
  for (const { child } of commands.splice(0)) {
    for (const { processId } of processesOfGroup(child.pid ?? Number.NaN)) process.kill(processId, 'SIGKILL');
  }
  directory.remove();
});

const commands: RunningCommand[] = [];

function started(...arguments_: string[]): RunningCommand {
  const command = startCommand(arguments_);
  commands.push(command);
  return command;
}

const dummy = ['--target', 'dummy', '--model', 'dummy_small', '--set', 'warmupSeconds=0', '--scenario'];

/** A process that was stopped takes its end only from SIGKILL. */
async function goneWithin(timeoutMs: number, processIds: readonly number[]): Promise<void> {
  const alive = (): number[] => processIds.filter((id) => isAlive(id));
  await vi.waitFor(() => expect(alive()).toEqual([]), { timeout: timeoutMs, interval: 20 });
}

function isAlive(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}

describe('a signal to the whole process group', () => {
  it.each(['SIGTERM', 'SIGHUP'] as const)(
    '%s ends a run as Ctrl-C does: 130, what was measured is kept',
    async (signal) => {
      const steps = ['latency/concurrent_requests', '--concurrency', '1,2', '--duration', '1'];
      const command = started('run', ...dummy, ...steps, ...data);
      await command.untilError('[2/2]');
      const group = command.child.pid ?? 0;
      process.kill(-group, signal);
      const end = await command.end;
      expect(end.error).toContain('what was measured is kept');
      expect(end.error).not.toContain('not foreseen');
      expect(end.code).toBe(130);
      expect(processesOfGroup(group)).toEqual([]);
      const shown = JSON.parse((await runCommand('history', 'show', 'latest', '--json', ...data)).out);
      expect(shown.run).toMatchObject({ status: 'interrupted', reason: 'stopped by the user' });
      expect(shown.steps).toMatchObject([{ scenario: steps[0] }, { interrupted: true }]);
      expect(shown.steps[0].requests.ok).toBeGreaterThan(0);
      for (const { failure } of shown.steps) expect(failure).toBeUndefined();
    },
  );

  it('SIGTERM ends a run whose runner stands still, within its deadline', async () => {
    const step = ['latency/single_request', '--duration', '600'];
    const command = started('run', ...dummy, ...step, '--no-report', ...data);
    await command.untilError('then measuring');
    const group = command.child.pid ?? 0;
    const runner = await processOf(group, 'runner.cjs');
    process.kill(runner, 'SIGSTOP');
    process.kill(-group, 'SIGTERM');
    expect((await command.end).code).toBe(130);
    expect(processesOfGroup(group)).toEqual([]);
  });

  it('SIGTERM ends serve-null and doctor with 130, in silence', async () => {
    const server = started('serve-null', '--protocol', 'openai', '--port', '0');
    await once(server.child.stdout ?? server.child, 'data');
    process.kill(-(server.child.pid ?? 0), 'SIGTERM');
    expect(await server.end).toMatchObject({ code: 130, error: '' });
    const doctor = started('doctor', ...data);
    await doctor.untilError('Looking at');
    process.kill(-(doctor.child.pid ?? 0), 'SIGTERM');
    expect(await doctor.end).toMatchObject({ code: 130, error: expect.not.stringContaining('not foreseen') });
    await vi.waitFor(() => expect(processesOfGroup(doctor.child.pid ?? 0)).toEqual([]), { timeout: 3000 });
  });

  it('SIGTERM ends serve while it looks at its model, and while it serves', async () => {
    for (const until of ['', 'listening']) {
      const server = started('serve', '--protocol', 'openai', '--model', 'distilgpt2', '--port', '0', ...data);
      if (until === '') await processOf(server.child.pid, 'engine.cjs');
      else
        for (let out = ''; !out.includes(until); )
          out += String((await once(server.child.stdout ?? server.child, 'data'))[0]);
      process.kill(-(server.child.pid ?? 0), 'SIGTERM');
      const end = await server.end;
      expect(end).toMatchObject({ code: 130, error: expect.not.stringMatching(/not foreseen|engine process/) });
      expect(processesOfGroup(server.child.pid ?? 0)).toEqual([]);
    }
  });
});

/** The process of a group that runs a bundle, as soon as there is one. */
function processOf(group: number | undefined, bundle: string): Promise<number> {
  return vi.waitFor(
    () => {
      const found = processesOfGroup(group ?? Number.NaN).find(({ command }) => command.includes(bundle));
      if (found === undefined) throw new Error(`no process of ${bundle}`);
      return found.processId;
    },
    { timeout: 5000, interval: 20 },
  );
}

describe('a parent that is killed', () => {
  it('takes workers with it whose event loop is blocked', async () => {
    for (const name of ['runner', 'engine']) {
      writeFileSync(join(directory.path, `${name}.cjs`), "process.send({ type: 'ready' }, () => { for (;;); });");
    }
    const program = join(import.meta.dirname, 'blockedWorkers.ts');
    const parent = spawn(process.execPath, [program, directory.path], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    const processIds = String(line).trim().split(' ').map(Number);
    try {
      expect(processIds.every(isAlive)).toBe(true);
      parent.kill('SIGKILL');
      await goneWithin(6000, processIds);
    } finally {
      for (const id of processIds.filter(isAlive)) process.kill(id, 'SIGKILL');
    }
  });
});
