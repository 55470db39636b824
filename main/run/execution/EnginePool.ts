import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EngineDescription, ProviderFallback } from '../../../core/contract/engineProtocol.ts';
import type { ProviderChoice } from '../../../core/contract/executionProvider.ts';
import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import type { StepResult } from '../../../core/contract/resultDocument.ts';
import type { TargetAccess } from '../../../core/contract/runnerProtocol.ts';
import type { Failure, LogLine } from '../../../core/contract/WorkerMessages.ts';
import { modelSourceOf } from '../plan/modelSourceOf.ts';
import { EngineSession } from '../sessions/EngineSession.ts';
import type { StartWorker } from '../workers/WorkerProcess.ts';
import { measureQuality } from './measureQuality.ts';
import type { ProviderDecision } from './ProviderChooser.ts';
import { serverAccess } from './serverAccess.ts';

/** An engine that was started, for those who follow it. */
export interface StartedEngine {
  /** That it was started for. */
  step: PlannedStep;
  processId: number | undefined;
  description: EngineDescription;
  fallback?: ProviderFallback;
}

export interface EnginePoolOptions {
  startWorker: StartWorker;
  cacheDirectory: string;
  /** @throws FailureError when the provider does not work here. */
  decideProvider(choice: ProviderChoice): Promise<ProviderDecision>;
  onProgress(activity: string, fraction: number | undefined): void;
  onLog(line: LogLine): void;
  /** Called with each engine that was started, and with undefined when it is stopped. */
  onEngine(engine: StartedEngine | undefined): void;
}

/** Where a step's requests go, and how good the answers of what is there are. */
export interface EngineAccess {
  access: TargetAccess;
  /** Absent where nothing was asked to be held against. */
  quality?: StepResult['quality'];
}

/**
 * The engines of a run, one at a time: two models loaded side by side would take each other's memory and cores. A step
 * gets the engine that runs already when it fits, else a new one; a dead one is replaced, so that a step's failure does
 * not take the next with it. What a model's answers are worth is measured once, before the first step that uses it.
 */
export class EnginePool {
  readonly #options: EnginePoolOptions;
  readonly #qualities = new Map<string, StepResult['quality']>();
  #current: { key: string; session: EngineSession } | undefined;
  #socketDirectory: string | undefined;

  constructor(options: EnginePoolOptions) {
    this.#options = options;
  }

  /** @throws FailureError when the engine cannot be started, or the signal's reason when it aborts first. */
  async accessFor(step: PlannedStep, signal: AbortSignal): Promise<EngineAccess> {
    if (step.engine !== 'onnx') {
      await this.#stopCurrent();
      return { access: step.url === undefined ? { kind: 'dummy' } : serverAccess(step.url) };
    }
    const decision = await this.#options.decideProvider(step.provider ?? 'cpu');
    const loading = {
      source: modelSourceOf(step.model),
      provider: decision.provider,
      threads: step.threads,
      prepacking: step.model.prepacking ?? true,
    };
    const key = JSON.stringify([step.model.id, loading]);
    let session = await this.#sessionFor(key, step, loading, decision.fallback, signal);
    if (!this.#qualities.has(key)) {
      const quality = await measureQuality(session, step, this.#options, signal);
      this.#qualities.set(key, quality);
      // What the evaluation took down is started again: the model may serve all the same.
      if (session.death !== undefined) session = await this.#sessionFor(key, step, loading, decision.fallback, signal);
    }
    const quality = this.#qualities.get(key);
    return {
      access: { kind: 'engineSocket', socketPath: session.socketPath },
      ...(quality === undefined ? {} : { quality }),
    };
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

  async #sessionFor(
    key: string,
    step: PlannedStep,
    loading: Pick<Parameters<typeof EngineSession.start>[0], 'source' | 'provider' | 'threads' | 'prepacking'>,
    fallback: ProviderFallback | undefined,
    signal: AbortSignal,
  ): Promise<EngineSession> {
    if (this.#current?.key === key && this.#current.session.death === undefined) return this.#current.session;
    await this.#stopCurrent();
    const { startWorker, cacheDirectory, onProgress, onLog, onEngine } = this.#options;
    const socketPath = await this.#newSocketPath();
    const session = await EngineSession.start({
      ...loading,
      startWorker,
      model: step.model.id,
      cacheDirectory,
      socketPath,
      onProgress,
      onLog,
      signal,
    });
    this.#current = { key, session };
    const { processId, description } = session;
    onEngine({ step, processId, description, ...(fallback === undefined ? {} : { fallback }) });
    return session;
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
