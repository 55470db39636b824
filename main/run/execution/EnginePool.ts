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
import { targetTraits } from '../../../core/targets/targets.ts';
import { modelSourceOf } from '../plan/models.ts';
import { EngineSession } from '../sessions/EngineSession.ts';
import type { StartWorker } from '../workers/WorkerProcess.ts';
import { evaluationOf, measureQuality } from './EngineQuality.ts';
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
  /** Called with the process of each engine that is started, before it loads, and with undefined when it is stopped. */
  onProcess(processId: number | undefined): void;
  /** Called with each engine that has loaded its model. */
  onEngine(engine: StartedEngine): void;
}

/** Who wants to see an engine start, for a step that its load is a part of. */
export interface LoadWatch {
  /** The process is there; it loads nothing until this has resolved. */
  started(): Promise<void>;
  /** Its load begins. */
  loading(): void;
  loaded(): void;
}

type Loading = Pick<Parameters<typeof EngineSession.start>[0], 'source' | 'provider' | 'threads' | 'prepacking'>;
type StartArguments = [
  key: string,
  step: PlannedStep,
  loading: Loading,
  fallback: ProviderFallback | undefined,
  signal: AbortSignal,
  watch?: LoadWatch,
];

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

  /**
   * @param watch where the engine's start is a part of the step: it is started for it in any case.
   * @throws FailureError when the engine cannot be started, or the signal's reason when it aborts first.
   */
  async accessFor(step: PlannedStep, signal: AbortSignal, watch?: LoadWatch): Promise<EngineAccess> {
    const traits = targetTraits(step);
    if (traits.startsEngine !== true) {
      await this.#stopCurrent();
      return { access: traits.processes === 'byAddress' ? serverAccess(step) : { kind: 'inside' } };
    }
    const decision = await this.#options.decideProvider(step.provider ?? 'cpu');
    const loading = {
      source: modelSourceOf(step.model),
      provider: decision.provider,
      threads: step.threads,
      prepacking: step.model.prepacking ?? true,
    };
    const key = JSON.stringify([step.model.id, loading]);
    const start = () => this.#sessionFor(key, step, loading, decision.fallback, signal);
    let session: EngineSession | undefined;
    if (!this.#qualities.has(key)) {
      if (evaluationOf(step) === undefined) this.#qualities.set(key, undefined);
      else {
        session = await start();
        this.#qualities.set(key, await measureQuality(session, step, this.#options, signal));
      }
    }
    if (watch !== undefined) {
      await this.#stopCurrent();
      session = await this.#start(key, step, loading, decision.fallback, signal, watch);
      // What the evaluation took down is started again: the model may serve all the same.
    } else if (session === undefined || session.death !== undefined) session = await start();
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

  /** Ends the current engine, whatever it does, and with it gives back its memory: the next step gets a new one. */
  async discard(): Promise<void> {
    await this.#stopCurrent();
  }

  async close(): Promise<void> {
    await this.#stopCurrent();
    if (this.#socketDirectory !== undefined) await rm(this.#socketDirectory, { recursive: true, force: true });
  }

  async #sessionFor(...given: StartArguments): Promise<EngineSession> {
    const [key] = given;
    if (this.#current?.key === key && this.#current.session.death === undefined) return this.#current.session;
    await this.#stopCurrent();
    return this.#start(...given);
  }

  async #start(...[key, step, loading, fallback, signal, watch]: StartArguments): Promise<EngineSession> {
    const { startWorker, cacheDirectory, onProgress, onLog, onProcess, onEngine } = this.#options;
    const socketPath = await this.#newSocketPath();
    const session = await EngineSession.start({
      ...loading,
      startWorker,
      model: step.model.id,
      cacheDirectory,
      socketPath,
      onProgress,
      onLog,
      beforeLoad: async (processId) => {
        onProcess(processId);
        await watch?.started();
        watch?.loading();
      },
      signal,
    });
    watch?.loaded();
    this.#current = { key, session };
    const { processId, description } = session;
    onEngine({ step, processId, description, ...(fallback === undefined ? {} : { fallback }) });
    return session;
  }

  async #stopCurrent(): Promise<void> {
    if (this.#current === undefined) return;
    const { session } = this.#current;
    this.#current = undefined;
    this.#options.onProcess(undefined);
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
