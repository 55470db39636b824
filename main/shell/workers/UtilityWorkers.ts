import type { StartWorker, WorkerProcess } from '../../run/workers/WorkerProcess.ts';
import type { ForkUtility } from './UtilityChild.ts';
import { UtilityWorker } from './UtilityWorker.ts';

/** Starts workers as utility processes and knows which of them live, so that none is left over when the program ends. */
export class UtilityWorkers {
  readonly #fork: ForkUtility;
  readonly #alive = new Set<Pick<WorkerProcess<never, never>, 'kill'>>();

  constructor(fork: ForkUtility) {
    this.#fork = fork;
  }

  readonly start: StartWorker = (name) => {
    const worker = new UtilityWorker<never, never>(name, this.#fork);
    this.#alive.add(worker);
    worker.onExit(() => this.#alive.delete(worker));
    return worker;
  };

  /** Ends at once whatever still lives. Resolves when all are gone. */
  async killAll(): Promise<void> {
    await Promise.all([...this.#alive].map((worker) => worker.kill()));
  }
}
