import type {
  EngineCommand,
  EngineDescription,
  EngineEvent,
  Evaluation,
  ModelLoading,
  Quality,
} from '../../../core/contract/engineProtocol.ts';
import type { Failure, LogLine } from '../../../core/contract/WorkerMessages.ts';
import type { StartWorker, WorkerExit, WorkerProcess } from '../workers/WorkerProcess.ts';
import { engineAnswer } from './engineAnswer.ts';
import { describeExit, FailureError } from './FailureError.ts';

interface EngineSessionOptions extends ModelLoading {
  startWorker: StartWorker;
  /** The model's id, for messages. */
  model: string;
  cacheDirectory: string;
  socketPath: string;
  onProgress(activity: string, fraction: number | undefined): void;
  onLog(line: LogLine): void;
  /** Awaited once the process is there and before it loads anything. */
  beforeLoad?(processId: number | undefined): Promise<void>;
  /** Loading is given up when this aborts. */
  signal: AbortSignal;
}

type EngineWorker = WorkerProcess<EngineCommand, EngineEvent>;

/** The embedded engine with one model loaded. A run inside it cannot be cancelled, so stopping it kills its process. */
export class EngineSession {
  readonly description: EngineDescription;
  readonly socketPath: string;
  readonly #worker: EngineWorker;
  readonly #gone: Promise<void>;
  #exit: WorkerExit | undefined;

  private constructor(worker: EngineWorker, loaded: EngineEvent & { type: 'loaded' }) {
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
    const { model, source, provider, threads, prepacking, cacheDirectory, socketPath } = options;
    worker.onOutput((line) => options.onLog({ level: 'warn', source: 'engine', message: line }));
    worker.onEvent((event) => {
      if (event.type === 'progress') options.onProgress(event.activity, event.fraction);
      else if (event.type === 'log') options.onLog(event.line);
    });
    try {
      await engineAnswer(worker, 'ready', options.signal);
      await options.beforeLoad?.(worker.processId);
      const answer = engineAnswer(worker, 'loaded', options.signal);
      worker.send({ type: 'load', model, source, provider, threads, prepacking, cacheDirectory, socketPath });
      const loaded = await answer;
      return new EngineSession(worker, loaded);
    } catch (error) {
      await worker.kill();
      throw error;
    }
  }

  get processId(): number | undefined {
    return this.#worker.processId;
  }

  /**
   * Holds the model's outputs against a reference. When that fails, the model still serves.
   *
   * @throws FailureError when it cannot be evaluated or the engine dies over it, or the signal's reason.
   */
  async evaluate(evaluation: Evaluation, signal: AbortSignal): Promise<Quality> {
    if (this.#exit !== undefined) throw new FailureError(describeExit('engine process', this.#exit));
    const answer = engineAnswer(this.#worker, 'evaluated', signal);
    this.#worker.send({ type: 'evaluate', evaluation });
    return (await answer).quality;
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
