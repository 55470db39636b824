import { WorkerGuard } from './WorkerGuard.ts';
import type { StartWorker, WorkerName, WorkerProcess } from './WorkerProcess.ts';

/** Time for the last transaction to end before a store process is killed. */
const storeDeadlineMs = 5000;

/** Starts workers and knows which of them live, so that none is left over when the program ends, however it ends. */
export class LivingWorkers {
  readonly #startOne: StartWorker;
  readonly #guard = new WorkerGuard();
  readonly #alive = new Set<Pick<WorkerProcess<never, never>, 'name' | 'kill' | 'stop'>>();

  constructor(startOne: StartWorker) {
    this.#startOne = startOne;
  }

  readonly start: StartWorker = <Command extends { type: string }, Event extends { type: string }>(
    name: WorkerName,
  ): WorkerProcess<Command, Event> => {
    const worker = this.#startOne<Command, Event>(name);
    let processId: number | undefined;
    const watch = (): void => {
      if (processId !== undefined || worker.processId === undefined) return;
      processId = worker.processId;
      this.#guard.watch(processId);
    };
    this.#alive.add(worker);
    watch();
    // In Electron a worker has no process yet; it has one by the time it says that it is ready.
    const leave = worker.onEvent(() => {
      watch();
      leave();
    });
    worker.onExit(() => {
      this.#alive.delete(worker);
      if (processId !== undefined) this.#guard.forget(processId);
    });
    return worker;
  };

  /**
   * Ends whatever still lives, at once: the signals are sent when this returns. A store alone may commit what waits first.
   * Resolves when all are gone.
   */
  async endAll(): Promise<void> {
    await Promise.all(
      [...this.#alive].map((worker) => (worker.name === 'store' ? worker.stop(storeDeadlineMs) : worker.kill())),
    );
  }
}
