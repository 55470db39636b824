import type { StoreCallName, StoreCalls, StoreCommand, StoreEvent } from '../../../core/contract/storeProtocol.ts';
import type { LogLine } from '../../../core/contract/WorkerMessages.ts';
import type { StartWorker, WorkerProcess } from '../workers/WorkerProcess.ts';
import { describeExit, FailureError } from './FailureError.ts';
import { readyWorker } from './readyWorker.ts';

interface Waiting {
  resolve(result: unknown): void;
  reject(error: FailureError): void;
}

/** Time for the last transaction to end before the store process is killed. */
const closeDeadlineMs = 5000;

/** The store process as promises: each call is answered or rejects with a {@link FailureError}. */
export class StoreClient {
  readonly databasePath: string;
  /** Runs that an earlier process left unfinished, now marked interrupted. */
  readonly interruptedRuns: readonly string[];
  /** Where a damaged database was put, when there was one. */
  readonly setAside: string | undefined;
  readonly #place: { startWorker: StartWorker; dataDirectory: string };
  readonly #worker: WorkerProcess<StoreCommand, StoreEvent>;
  readonly #waiting = new Map<number, Waiting>();
  readonly #logListeners = new Set<(line: LogLine) => void>();
  #nextId = 1;
  #gone: FailureError | undefined;

  private constructor(
    worker: WorkerProcess<StoreCommand, StoreEvent>,
    opened: StoreEvent & { type: 'opened' },
    place: { startWorker: StartWorker; dataDirectory: string },
  ) {
    this.#place = place;
    this.#worker = worker;
    this.databasePath = opened.databasePath;
    this.interruptedRuns = opened.interruptedRuns;
    this.setAside = opened.setAside;
    worker.onEvent((event) => {
      if (event.type === 'log') for (const listener of this.#logListeners) listener(event.line);
      if (event.type !== 'answer' && event.type !== 'callFailed') return;
      const waiting = this.#waiting.get(event.id);
      this.#waiting.delete(event.id);
      if (event.type === 'answer') waiting?.resolve(event.result);
      else waiting?.reject(new FailureError(event.failure));
    });
    worker.onExit((exit) => {
      const failure = describeExit('store process', exit);
      const remedy = `What was stored until then is kept. ${failure.remedy}`;
      this.#gone = new FailureError({ ...failure, remedy });
      for (const waiting of this.#waiting.values()) waiting.reject(this.#gone);
      this.#waiting.clear();
    });
  }

  /**
   * Starts a store process on a data directory. A `writer` (the name that a second one is told) keeps the directory to
   * itself; without one it is opened to read, beside whoever writes.
   *
   * @throws FailureError when the directory or its database cannot be used, or another process writes to it.
   */
  static async open(startWorker: StartWorker, dataDirectory: string, writer?: string): Promise<StoreClient> {
    const open: StoreCommand =
      writer === undefined
        ? { type: 'open', dataDirectory, mode: 'read' }
        : { type: 'open', dataDirectory, mode: 'write', owner: { processId: process.pid, name: writer } };
    const worker = await readyWorker<StoreCommand, StoreEvent>(startWorker, 'store', 'store process');
    try {
      const opened = await new Promise<StoreEvent & { type: 'opened' }>((resolve, reject) => {
        worker.onEvent((event) => {
          if (event.type === 'opened') resolve(event);
          else if (event.type === 'openFailed') reject(new FailureError(event.failure));
        });
        worker.onExit((exit) => reject(new FailureError(describeExit('store process', exit))));
        worker.send(open);
      });
      return new StoreClient(worker, opened, { startWorker, dataDirectory });
    } catch (error) {
      await worker.kill();
      throw error;
    }
  }

  /** A process of its own that reads what this one writes. @throws FailureError when it cannot be started. */
  reader(): Promise<StoreClient> {
    const { startWorker, dataDirectory } = this.#place;
    return StoreClient.open(startWorker, dataDirectory);
  }

  /** Whether its process has ended. */
  get isGone(): boolean {
    return this.#gone !== undefined;
  }

  /** @throws FailureError when the store refuses or is gone. */
  call<Name extends StoreCallName>(
    name: Name,
    arguments_: Parameters<StoreCalls[Name]>[0],
  ): Promise<ReturnType<StoreCalls[Name]>> {
    if (this.#gone !== undefined) return Promise.reject(this.#gone);
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: (result) => resolve(result as ReturnType<StoreCalls[Name]>), reject });
      this.#worker.send({ type: 'call', id, name, arguments: arguments_ } as StoreCommand);
    });
  }

  /** What the store has to say beside its answers: commits that fail and are tried again. Returns a function that unsubscribes. */
  onLog(listener: (line: LogLine) => void): () => void {
    this.#logListeners.add(listener);
    return () => this.#logListeners.delete(listener);
  }

  async close(): Promise<void> {
    await this.#worker.stop(closeDeadlineMs);
  }
}
