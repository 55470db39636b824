import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import type { AbnormalEnd, UtilityChild } from '../../../main/shell/workers/UtilityChild.ts';
import { UtilityWorker } from '../../../main/shell/workers/UtilityWorker.ts';

type Command = { type: 'go' } | { type: 'shutdown' };
type Event = { type: 'ready' };

class FakeChild extends EventEmitter implements UtilityChild {
  pid: number | undefined = 4711;
  readonly stdout = new PassThrough();
  readonly stderr = new PassThrough();
  readonly posted: unknown[] = [];

  postMessage(message: unknown): void {
    this.posted.push(message);
  }

  /** As Electron does it: the exit is told, then every listener taken off the streams, and the pid is gone. */
  end(code: number, lastOutput = ''): void {
    this.pid = undefined;
    this.emit('exit', code);
    this.stdout.removeAllListeners();
    this.stderr.removeAllListeners();
    this.stdout.end(lastOutput);
    this.stderr.end();
  }
}

function startWorker() {
  const child = new FakeChild();
  let abnormal: (end: AbnormalEnd) => void = () => undefined;
  const worker = new UtilityWorker<Command, Event>('runner', (_name, onAbnormalEnd) => {
    abnormal = onAbnormalEnd;
    return child;
  });
  return { child, worker, abnormal: (end: AbnormalEnd) => abnormal(end) };
}

const kill = vi.spyOn(process, 'kill').mockReturnValue(true);
afterEach(() => kill.mockReset().mockReturnValue(true));
afterAll(() => kill.mockRestore());

describe('UtilityWorker', () => {
  it('carries commands and events, until somebody leaves', () => {
    const { child, worker } = startWorker();
    const events: Event[] = [];
    const leave = worker.onEvent((event) => events.push(event));
    worker.send({ type: 'go' });
    child.emit('message', { type: 'ready' });
    leave();
    child.emit('message', { type: 'ready' });
    expect([worker.name, worker.processId, child.posted, events]).toEqual([
      'runner',
      4711,
      [{ type: 'go' }],
      [{ type: 'ready' }],
    ]);
  });

  it('tells how it ended, with the last of its output, the words after its end included', async () => {
    const { child, worker } = startWorker();
    const lines: string[] = [];
    worker.onOutput((line) => lines.push(line));
    child.stderr.write('first line\n');
    await new Promise(setImmediate);
    const exit = new Promise((resolve) => worker.onExit(resolve));
    child.end(3, 'last words');
    expect(await exit).toEqual({ code: 3, signal: null, output: 'first line\nlast words', expected: false });
    expect(lines).toEqual(['first line', 'last words']);
    expect(worker.processId).toBeUndefined();
  });

  it('keeps no more than the last twenty lines', async () => {
    const { child, worker } = startWorker();
    const exit = new Promise<{ output: string }>((resolve) => worker.onExit(resolve));
    child.end(1, Array.from({ length: 50 }, (_, index) => `line ${index}\n`).join(''));
    expect((await exit).output.split('\n')).toEqual(Array.from({ length: 20 }, (_, index) => `line ${index + 30}`));
  });

  it('names the signal that ended it', async () => {
    const { child, worker, abnormal } = startWorker();
    const exit = new Promise((resolve) => worker.onExit(resolve));
    child.end(9);
    abnormal({ reason: 'killed', exitCode: 9 });
    expect(await exit).toMatchObject({ code: null, signal: 'SIGKILL', expected: false });
  });

  it('tells an exit code of nine from the signal of that number', async () => {
    const { child, worker } = startWorker();
    const exit = new Promise((resolve) => worker.onExit(resolve));
    child.end(9);
    expect(await exit).toMatchObject({ code: 9, signal: null });
  });

  it('tells its end to those who ask afterwards', async () => {
    const { child, worker } = startWorker();
    await new Promise((resolve) => {
      worker.onExit(resolve);
      child.end(0);
    });
    const late: unknown[] = [];
    worker.onExit((exit) => late.push(exit));
    expect(late).toEqual([{ code: 0, signal: null, output: '', expected: false }]);
  });

  it('asks it to shut down and does not kill one that obeys', async () => {
    const { child, worker } = startWorker();
    const stopped = worker.stop(60_000);
    expect(child.posted).toEqual([{ type: 'shutdown' }]);
    child.end(0);
    expect(await stopped).toMatchObject({ code: 0, expected: true });
    expect(kill).not.toHaveBeenCalled();
  });

  it('kills one that does not obey in time', async () => {
    const { child, worker } = startWorker();
    kill.mockImplementation(() => {
      child.end(9);
      return true;
    });
    await worker.stop(1);
    expect(kill.mock.calls).toEqual([[4711, 'SIGKILL']]);
  });

  it('kills one that was not there yet as soon as it is', async () => {
    const { child, worker } = startWorker();
    child.pid = undefined;
    const killed = worker.kill();
    expect(kill).not.toHaveBeenCalled();
    child.pid = 5;
    child.emit('spawn');
    expect(kill.mock.calls).toEqual([[5, 'SIGKILL']]);
    child.end(9);
    expect(await killed).toMatchObject({ expected: true });
  });

  it('takes it for ended when it is already gone', async () => {
    const { child, worker } = startWorker();
    kill.mockImplementation(() => {
      throw Object.assign(new Error('kill ESRCH'), { code: 'ESRCH' });
    });
    const killed = worker.kill();
    child.end(0);
    expect(await killed).toMatchObject({ code: 0, expected: true });
  });

  it('sends nothing to one that has ended', async () => {
    const { child, worker } = startWorker();
    child.end(0);
    worker.send({ type: 'go' });
    await worker.stop(60_000);
    expect(child.posted).toEqual([]);
  });
});
