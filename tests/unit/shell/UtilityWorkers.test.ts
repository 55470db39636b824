import { EventEmitter } from 'node:events';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { UtilityWorkers } from '../../../main/shell/workers/UtilityWorkers.ts';

class SilentChild extends EventEmitter {
  readonly stdout = null;
  readonly stderr = null;
  pid: number | undefined;

  constructor(pid: number) {
    super();
    this.pid = pid;
  }

  postMessage(): void {
    // Deaf: it never ends by itself.
  }
}

const kill = vi.spyOn(process, 'kill');
afterEach(() => kill.mockReset());
afterAll(() => kill.mockRestore());

describe('UtilityWorkers', () => {
  it('ends every worker that is left, and only those', async () => {
    const children: SilentChild[] = [];
    kill.mockImplementation((pid) => {
      children.find((child) => child.pid === pid)?.emit('exit', 9);
      return true;
    });
    const workers = new UtilityWorkers(() => {
      const child = new SilentChild(children.length + 1);
      children.push(child);
      return child;
    });
    const first = workers.start('runner');
    workers.start('engine');
    workers.start('store');
    await first.kill();
    kill.mockClear();
    await workers.killAll();
    expect(kill.mock.calls.map(([pid]) => pid)).toEqual([2, 3]);
    kill.mockClear();
    await workers.killAll();
    expect(kill).not.toHaveBeenCalled();
  });
});
