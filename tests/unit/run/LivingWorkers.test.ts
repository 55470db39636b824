import { describe, expect, it } from 'vitest';
import { LivingWorkers } from '../../../main/run/workers/LivingWorkers.ts';
import { SupervisedWorker } from '../../../main/run/workers/SupervisedWorker.ts';
import type { WorkerName } from '../../../main/run/workers/WorkerProcess.ts';

/** Without a process: it ends when it is told to or killed, and says which of the two it was. */
class SilentWorker extends SupervisedWorker<{ type: string }, { type: string }> {
  readonly #did: string[];

  constructor(name: WorkerName, did: string[]) {
    super(name);
    this.#did = did;
  }

  get processId(): undefined {
    return undefined;
  }

  protected post({ type }: { type: string }): void {
    this.#did.push(`${this.name} ${type}`);
    this.tellExit(0, null);
  }

  protected killNow(): void {
    this.#did.push(`${this.name} killed`);
    this.tellExit(null, 'SIGKILL');
  }
}

describe('LivingWorkers', () => {
  it('ends every worker that is left, and only those; a store may commit first', async () => {
    const did: string[] = [];
    const workers = new LivingWorkers((name) => new SilentWorker(name, did) as never);
    const first = workers.start('runner');
    workers.start('engine');
    workers.start('store');
    await first.kill();
    did.length = 0;
    await workers.endAll();
    expect(did).toEqual(['engine killed', 'store shutdown']);
    await workers.endAll();
    expect(did).toHaveLength(2);
  });
});
