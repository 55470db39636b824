import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EngineDescription } from '../../../core/contract/engineProtocol.ts';
import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import type { TargetAccess } from '../../../core/contract/runnerProtocol.ts';
import type { Failure, LogLine } from '../../../core/contract/WorkerMessages.ts';
import { modelSourceOf } from '../plan/modelSourceOf.ts';
import { EngineSession } from '../sessions/EngineSession.ts';
import type { StartWorker } from '../workers/WorkerProcess.ts';

export interface EnginePoolOptions {
  startWorker: StartWorker;
  cacheDirectory: string;
  onProgress(activity: string, fraction: number | undefined): void;
  onLog(line: LogLine): void;
  /** Called with each engine that was started, and with undefined when it is stopped. */
  onEngine(engine: { processId: number | undefined; description: EngineDescription } | undefined): void;
}

/**
 * The engines of a run, one at a time: two models loaded side by side would take each other's memory and cores. A step
 * gets the engine that runs already when it fits, else a new one; a dead one is replaced, so that a step's failure does
 * not take the next with it.
 */
export class EnginePool {
  readonly #options: EnginePoolOptions;
  #current: { key: string; session: EngineSession } | undefined;
  #socketDirectory: string | undefined;

  constructor(options: EnginePoolOptions) {
    this.#options = options;
  }

  /** @throws FailureError when the engine cannot be started, or the signal's reason when it aborts first. */
  async accessFor(step: PlannedStep, signal: AbortSignal): Promise<TargetAccess> {
    if (step.engine !== 'onnx') {
      await this.#stopCurrent();
      return { kind: 'dummy' };
    }
    const key = `${step.model.id} ${step.threads}`;
    if (this.#current?.key !== key || this.#current.session.death !== undefined) {
      await this.#stopCurrent();
      const session = await EngineSession.start({
        startWorker: this.#options.startWorker,
        model: step.model.id,
        source: modelSourceOf(step.model),
        provider: 'cpu',
        threads: step.threads,
        prepacking: step.model.prepacking ?? true,
        cacheDirectory: this.#options.cacheDirectory,
        socketPath: await this.#newSocketPath(),
        onProgress: this.#options.onProgress,
        onLog: this.#options.onLog,
        signal,
      });
      this.#current = { key, session };
      this.#options.onEngine({ processId: session.processId, description: session.description });
    }
    return { kind: 'engineSocket', socketPath: this.#current.session.socketPath };
  }

  /** Why the current engine died; undefined when it lives or there is none. */
  get death(): Failure | undefined {
    return this.#current?.session.death;
  }

  /** As `death`, after a step that failed: waits up to the limit for the word of it. */
  async deathWithin(limitMs: number): Promise<Failure | undefined> {
    return this.#current?.session.deathWithin(limitMs);
  }

  async close(): Promise<void> {
    await this.#stopCurrent();
    if (this.#socketDirectory !== undefined) await rm(this.#socketDirectory, { recursive: true, force: true });
  }

  async #stopCurrent(): Promise<void> {
    if (this.#current === undefined) return;
    const { session } = this.#current;
    this.#current = undefined;
    this.#options.onEngine(undefined);
    await session.stop();
  }

  /** In a directory that only this user can enter; short, since a socket's path may have no more than 107 bytes. */
  async #newSocketPath(): Promise<string> {
    const name = randomBytes(6).toString('hex');
    if (process.platform === 'win32') return `\\\\.\\pipe\\inferneo-bench-${name}`;
    this.#socketDirectory ??= await mkdtemp(join(tmpdir(), 'inferneo-bench-'));
    return join(this.#socketDirectory, name);
  }
}
