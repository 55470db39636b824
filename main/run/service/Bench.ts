import { freemem } from 'node:os';
import type { Configuration, ConfigurationFileName } from '../../../core/contract/configuration.ts';
import type { ConfigurationProblem } from '../../../core/contract/configurationProblem.ts';
import type {
  DoctorReport,
  IpcResults,
  MachineFacts,
  ModelEntry,
  PlanChoices,
  ServerEntry,
  StartOutcome,
} from '../../../core/contract/ipc.ts';
import type { ResolvedPlan } from '../../../core/contract/plannedStep.ts';
import type { PlanRequest } from '../../../core/contract/planRequest.ts';
import type { ResultDocument } from '../../../core/contract/resultDocument.ts';
import type { RunEvent } from '../../../core/contract/runEvent.ts';
import type { RunSummary } from '../../../core/contract/storeProtocol.ts';
import type { GpuPresence } from '../../../core/contract/telemetryProtocol.ts';
import type { Failure } from '../../../core/contract/WorkerMessages.ts';
import { defaultServedProtocol } from '../../../core/targets/targets.ts';
import { Calibrations } from '../calibration/Calibrations.ts';
import {
  chooseConfiguration,
  type LoadedConfiguration,
  loadConfiguration,
} from '../configuration/loadConfiguration.ts';
import type { ProductPaths } from '../directories.ts';
import { doctorReport } from '../doctor/doctorReport.ts';
import { Derivation } from '../execution/Derivation.ts';
import { gpuOfFingerprint, type HostFacts, hostFingerprint } from '../execution/hostFacts.ts';
import { ProviderChooser } from '../execution/ProviderChooser.ts';
import { type RunOutcome, runPlan } from '../execution/runPlan.ts';
import { planChoices } from '../plan/cells.ts';
import { FailureError, failureOf } from '../sessions/FailureError.ts';
import { StoreClient } from '../sessions/StoreClient.ts';
import { TelemetrySession } from '../sessions/TelemetrySession.ts';
import type { StartWorker } from '../workers/WorkerProcess.ts';
import { ModelCatalogue, type ModelPlace } from './ModelCatalogue.ts';
import { Planner } from './Planner.ts';
import { newRunId, RunHistory } from './RunHistory.ts';
import { ServerList } from './ServerList.ts';
import { UserConfiguration } from './UserConfiguration.ts';

interface BenchOptions {
  paths: ProductPaths;
  productVersion: string;
  startWorker: StartWorker;
  /** Who writes to the data directory, as a second instance is told: "the window", "inferneo-bench run". */
  ownerName: string;
  /** Instead of the data directory's own or the bundled one. */
  configurationDirectory?: string;
  /** One that has read the models and tried the providers already. */
  planner?: Planner;
}

/** The stored runs: who writes them, and who reads and derives from them beside that. */
interface OpenStore {
  client: StoreClient;
  derivation: Derivation;
}

/**
 * Everything that a window or a command line does with runs: plan them, carry them out one at a time, follow them, read
 * them back. Holds the data directory for writing while it lives.
 */
export class Bench {
  #configuration: Configuration;
  /** What is wrong with the user's own configuration; then `configuration` is the bundled one. */
  readonly configurationProblems: readonly ConfigurationProblem[];
  readonly #options: BenchOptions;
  readonly #store: OpenStore | Failure;
  #host: Promise<HostFacts>;
  readonly #planner: Planner;
  readonly #catalogue: ModelCatalogue;
  readonly #servers: ServerList;
  readonly #calibrations: Calibrations;
  readonly #history = new RunHistory();
  readonly #listeners = new Set<(events: RunEvent[]) => void>();
  #gpu: Promise<GpuPresence> | undefined;
  #current: { controller: AbortController; ended: Promise<RunOutcome> } | undefined;

  private constructor(
    options: BenchOptions,
    configuration: Configuration,
    problems: readonly ConfigurationProblem[],
    store: StoreClient | Failure,
    host: Promise<HostFacts>,
  ) {
    this.#options = options;
    this.#configuration = configuration;
    this.#planner = options.planner ?? new Planner(options.startWorker);
    const own = new UserConfiguration(options.paths);
    this.#catalogue = new ModelCatalogue(options.paths, options.startWorker, this.#planner.models, own);
    this.#servers = new ServerList(own);
    this.#calibrations = new Calibrations(options.paths.dataDirectory, options.startWorker);
    this.configurationProblems = problems;
    this.#store = store instanceof StoreClient ? { client: store, derivation: new Derivation(store) } : store;
    this.#host = host;
  }

  /** Never rejects for a configuration or data directory that cannot be used: both are told by the object that opens. */
  static async open(options: BenchOptions): Promise<Bench> {
    const { paths, startWorker } = options;
    const [chosen, store] = await Promise.all([
      chooseConfiguration(paths, options.configurationDirectory),
      StoreClient.open(startWorker, paths.dataDirectory, options.ownerName).catch(failureOf),
    ]);
    let { outcome, texts } = chosen;
    const problems = 'problems' in outcome ? outcome.problems : [];
    if ('problems' in outcome) {
      ({ outcome, texts } = await loadConfiguration(paths.bundledConfiguration, paths.bundledConfiguration));
      if ('problems' in outcome)
        throw new Error(`The bundled configuration is damaged: ${JSON.stringify(outcome.problems)}`);
    }
    return new Bench(options, outcome.configuration, problems, store, hostFingerprint(options.productVersion, texts));
  }

  get configuration(): Configuration {
    return this.#configuration;
  }

  /** What the user should know of how the stored runs were found: a damaged database set aside, runs left unfinished. */
  get notices(): string[] {
    if (!('client' in this.#store)) return [];
    const { setAside, interruptedRuns } = this.#store.client;
    const notices: string[] = [];
    if (setAside !== undefined) {
      notices.push(`The database of stored runs was damaged. It was kept as ${setAside}, and a new one was begun.`);
    }
    if (interruptedRuns.length > 0) {
      const runs = interruptedRuns.length === 1 ? 'A run' : `${interruptedRuns.length} runs`;
      notices.push(`${runs} ended without finishing and is listed as interrupted: ${interruptedRuns.join(', ')}.`);
    }
    return notices;
  }

  /** Why runs can be neither stored nor read; undefined when they can. */
  get storeFailure(): Failure | undefined {
    return 'client' in this.#store ? undefined : this.#store;
  }

  async machineFacts(): Promise<MachineFacts> {
    this.#gpu ??= this.#probeGpu();
    const [host, gpu] = await Promise.all([this.#host, this.#gpu]);
    return {
      productVersion: this.#options.productVersion,
      fingerprint: { ...host, gpu: gpuOfFingerprint(gpu), engines: [] },
      freeMemoryBytes: freemem(),
      dataDirectory: this.#options.paths.dataDirectory,
      notices: this.notices,
      configurationProblems: [...this.configurationProblems],
      ...(this.storeFailure === undefined ? {} : { storeFailure: this.storeFailure }),
    };
  }

  async planChoices(): Promise<PlanChoices> {
    return planChoices(this.#configuration);
  }

  async resolvePlan(request: PlanRequest): Promise<ResolvedPlan> {
    return this.#planner.resolve(request, this.#configuration);
  }

  /** Starts a run unless one goes on, the plan has an error or runs cannot be stored; does not wait for its end. */
  async startRun(request: PlanRequest): Promise<StartOutcome> {
    const plan = await this.#planner.resolve(request, this.#configuration);
    if (plan.problems.some(({ severity }) => severity === 'error')) return { started: false, plan };
    if (this.#current !== undefined) return { started: false, plan, failure: alreadyRunning };
    if (!('client' in this.#store)) return { started: false, plan, failure: this.#store };
    const runId = newRunId(new Date());
    const controller = new AbortController();
    const ended = this.#carryOut(runId, plan, this.#store, controller.signal).finally(() => {
      this.#current = undefined;
    });
    this.#current = { controller, ended };
    return { started: true, runId };
  }

  /** The end of the run that goes on; undefined when none does. */
  get runEnd(): Promise<RunOutcome> | undefined {
    return this.#current?.ended;
  }

  async stopRun(): Promise<{ stopping: boolean }> {
    this.#current?.controller.abort();
    return { stopping: this.#current !== undefined };
  }

  replayRun(): RunEvent[] {
    return this.#history.events();
  }

  onRunEvents(listener: (events: RunEvent[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  listRuns(page: { limit: number; offset: number }): Promise<{ runs: RunSummary[]; total: number }> {
    return this.#openStore().client.call('listRuns', page);
  }

  showRun(run: string): Promise<ResultDocument | null> {
    return this.#openStore().derivation.showRun(run);
  }

  listModels(): Promise<ModelEntry[]> {
    return this.#catalogue.list(this.#configuration);
  }

  inspectModel(place: ModelPlace): Promise<IpcResults['inspectModel']> {
    return this.#catalogue.inspect(place);
  }

  dryRunModel(place: ModelPlace): Promise<IpcResults['dryRunModel']> {
    return this.#catalogue.dryRun(place);
  }

  async addModel(model: ModelPlace & { id: string; name: string }): Promise<IpcResults['addModel']> {
    const failure =
      this.#uneditable('models.json') ?? this.#adopt(await this.#catalogue.add(model, this.#configuration));
    return failure === undefined ? { added: true } : { failure };
  }

  async deleteModel(id: string): Promise<IpcResults['deleteModel']> {
    const failure = this.#uneditable('models.json') ?? this.#adopt(await this.#catalogue.delete(id));
    return failure === undefined ? { deleted: true } : { failure };
  }

  async putServer(server: ServerEntry): Promise<IpcResults['putServer']> {
    const failure = this.#uneditable('servers.json') ?? this.#adopt(await this.#servers.put(server));
    return failure === undefined ? { saved: true } : { failure };
  }

  async removeServer(target: string): Promise<IpcResults['removeServer']> {
    const failure = this.#uneditable('servers.json') ?? this.#adopt(await this.#servers.remove(target));
    return failure === undefined ? { removed: true } : { failure };
  }

  /** Stops a run in progress, keeps what it measured, and ends every worker. */
  async close(): Promise<void> {
    await this.stopRun();
    await this.#current?.ended;
    if (!('client' in this.#store)) return;
    // Who reads is gone before the one that writes ends its journal.
    await this.#store.derivation.close();
    await this.#store.client.close();
  }

  /** A directory that was named for this program alone is not the one that changes are kept in. */
  #uneditable(file: ConfigurationFileName): Failure | undefined {
    const { configurationDirectory } = this.#options;
    if (configurationDirectory === undefined) return undefined;
    return {
      reason: `The configuration in use is ${configurationDirectory}, which is not changed from here`,
      remedy: `Edit its ${file}, or start without --config.`,
    };
  }

  /** What this machine has and lacks. While a run goes on no provider is tried: that would disturb its figures. */
  async doctor(): Promise<DoctorReport> {
    const providers = new ProviderChooser(this.#options.startWorker);
    const host = await this.#host;
    return doctorReport({
      facts: await this.machineFacts(),
      cacheDirectory: this.#options.paths.cacheDirectory,
      storedCalibration: () => this.#calibrations.stored(host, defaultServedProtocol),
      ...(this.#current === undefined
        ? {
            probe: (provider) => providers.probe(provider),
            calibrate: () =>
              this.#calibrations.measure(host, defaultServedProtocol, AbortSignal.timeout(calibrationDeadlineMs)),
          }
        : {}),
    });
  }

  /** Makes a changed configuration the one in use. */
  #adopt(changed: LoadedConfiguration | { failure: Failure }): Failure | undefined {
    if ('failure' in changed) return changed.failure;
    const { outcome, texts, directory } = changed;
    if ('problems' in outcome) {
      return {
        reason: `${directory} was changed by another program and is not right now`,
        remedy: 'Mend it and start again.',
      };
    }
    this.#configuration = outcome.configuration;
    this.#host = hostFingerprint(this.#options.productVersion, texts);
    return undefined;
  }

  async #carryOut(
    runId: string,
    plan: ResolvedPlan,
    { client, derivation }: OpenStore,
    signal: AbortSignal,
  ): Promise<RunOutcome> {
    return runPlan({
      runId,
      plan,
      store: client,
      derivation,
      startWorker: this.#options.startWorker,
      fingerprint: await this.#host,
      cacheDirectory: this.#options.paths.cacheDirectory,
      calibrations: this.#calibrations,
      decideProvider: (choice) => this.#planner.providers.decide(choice),
      emit: (event) => this.#emit(event),
      signal,
    });
  }

  #emit(event: RunEvent): void {
    this.#history.add(event);
    for (const listener of this.#listeners) listener([event]);
  }

  #openStore(): OpenStore {
    if ('client' in this.#store) return this.#store;
    throw new FailureError(this.#store);
  }

  async #probeGpu(): Promise<GpuPresence> {
    const session = new TelemetrySession(this.#options.startWorker, ignoreSample, ignoreLog);
    try {
      return await session.probeGpu();
    } finally {
      await session.close();
    }
  }
}

/** It takes four seconds; a machine on which it takes so long has another trouble, and says so. */
const calibrationDeadlineMs = 20_000;

const alreadyRunning: Failure = {
  reason: 'A run is going on: two at once would disturb each other’s figures',
  remedy: 'Wait for its end, or stop it first.',
};

function ignoreSample(): void {
  // A probe samples nothing.
}

function ignoreLog(): void {
  // What a probe has to say is its answer.
}
