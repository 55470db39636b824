import type { EngineCommand, EngineDescription, EngineEvent } from '../../../core/contract/engineProtocol.ts';
import type { Failure, LogLine } from '../../../core/contract/WorkerMessages.ts';
import type { StartWorker, WorkerExit, WorkerProcess } from '../workers/WorkerProcess.ts';
import { describeExit } from './describeExit.ts';
import { FailureError } from './FailureError.ts';

export interface EngineSessionOptions {
  startWorker: StartWorker;
  model: 'gpt2' | 'distilgpt2';
  threads: number;
  cacheDirectory: string;
  socketPath: string;
  onProgress(activity: string, fraction: number | undefined): void;
  onLog(line: LogLine): void;
  /** Loading is given up when this aborts. */
  signal: AbortSignal;
}

/** The embedded engine with one model loaded. A run inside it cannot be cancelled, so stopping it kills its process. */
export class EngineSession {
  readonly description: EngineDescription;
  readonly socketPath: string;
  readonly #worker: WorkerProcess<EngineCommand, EngineEvent>;
  readonly #gone: Promise<void>;
  #exit: WorkerExit | undefined;

  private constructor(worker: WorkerProcess<EngineCommand, EngineEvent>, loaded: EngineEvent & { type: 'loaded' }) {
    this.#worker = worker;
    this.description = loaded.description;
    this.socketPath = loaded.socketPath;
    this.#gone = new Promise((resolve) => {
      worker.onExit((exit) => {
        this.#exit = exit;
        resolve();
      });
    });
  }

  /** @throws FailureError when the engine cannot be started or the model cannot be loaded. */
  static async start(options: EngineSessionOptions): Promise<EngineSession> {
    const worker = options.startWorker<EngineCommand, EngineEvent>('engine');
    const { model, threads, cacheDirectory, socketPath } = options;
    worker.onOutput((line) => options.onLog({ level: 'warn', source: 'engine', message: line }));
    let stopWaiting = (): void => undefined;
    try {
      const loaded = await new Promise<EngineEvent & { type: 'loaded' }>((resolve, reject) => {
        stopWaiting = () => reject(options.signal.reason);
        options.signal.addEventListener('abort', stopWaiting, { once: true });
        worker.onEvent((event) => {
          if (event.type === 'ready') worker.send({ type: 'load', model, threads, cacheDirectory, socketPath });
          else if (event.type === 'progress') options.onProgress(event.activity, event.fraction);
          else if (event.type === 'loaded') resolve(event);
          else if (event.type === 'failed') reject(new FailureError(event.failure));
          else options.onLog(event.line);
        });
        worker.onExit((exit) => reject(new FailureError(describeExit('engine process', exit))));
      });
      return new EngineSession(worker, loaded);
    } catch (error) {
      await worker.kill();
      throw error;
    } finally {
      options.signal.removeEventListener('abort', stopWaiting);
    }
  }

  get processId(): number | undefined {
    return this.#worker.processId;
  }

  /** Why the engine is gone; undefined while it runs. */
  get death(): Failure | undefined {
    return this.#exit === undefined ? undefined : describeExit('engine process', this.#exit);
  }

  /** As `death`, but waits up to the limit for the word of it: a lost connection is noticed before the end of the process that held it. */
  async deathWithin(limitMs: number): Promise<Failure | undefined> {
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, limitMs);
    });
    await Promise.race([this.#gone, limit]);
    clearTimeout(timer);
    return this.death;
  }

  async stop(): Promise<void> {
    await this.#worker.kill();
  }
}
