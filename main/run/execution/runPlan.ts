import { skippedStep } from '../../../core/analysis/emptyStep.ts';
import type { PlannedStep, ResolvedPlan } from '../../../core/contract/plannedStep.ts';
import {
  type Fingerprint,
  type ResultDocument,
  type RunStatus,
  resultSchemaName,
  type StepResult,
} from '../../../core/contract/resultDocument.ts';
import type { RunEvent } from '../../../core/contract/runEvent.ts';
import type { GpuPresence, TelemetrySample } from '../../../core/contract/telemetryProtocol.ts';
import type { Failure } from '../../../core/contract/WorkerMessages.ts';
import { endSentence } from '../../../core/format/absences.ts';
import type { Calibrations } from '../calibration/Calibrations.ts';
import { RunCalibration } from '../calibration/RunCalibration.ts';
import { RunClock } from '../RunClock.ts';
import { FailureError, failureOf } from '../sessions/FailureError.ts';
import { RunnerGroup } from '../sessions/RunnerGroup.ts';
import type { StoreClient } from '../sessions/StoreClient.ts';
import { TelemetrySession } from '../sessions/TelemetrySession.ts';
import type { StartWorker } from '../workers/WorkerProcess.ts';
import type { Derivation } from './Derivation.ts';
import { describedEngine } from './describedEngine.ts';
import { EnginePool, type EnginePoolOptions } from './EnginePool.ts';
import { gpuOfFingerprint, type HostFacts } from './hostFacts.ts';
import type { StepCollector } from './LoadPhases.ts';
import { ReferenceQualities } from './ReferenceQualities.ts';
import { RunProgress } from './RunProgress.ts';
import { type CarriedStep, runStep, type StepContext } from './runStep.ts';
import { ServerChecks } from './ServerChecks.ts';
import { advanceSearch, skipReasonOf } from './search.ts';

interface RunPlanOptions {
  runId: string;
  /** Without problems of severity `error`. */
  plan: ResolvedPlan;
  store: StoreClient;
  /** Of that store. */
  derivation: Derivation;
  startWorker: StartWorker;
  /** Of this machine and product; the run adds its GPUs and engines. */
  fingerprint: HostFacts;
  cacheDirectory: string;
  calibrations: Calibrations;
  decideProvider: EnginePoolOptions['decideProvider'];
  emit(event: RunEvent): void;
  /** Stops the run: what was measured is kept. */
  signal: AbortSignal;
}

export interface RunOutcome {
  status: RunStatus;
  results: StepResult[];
  /** Why the run did not reach its end, when that is not the user's stop. */
  failure?: Failure;
  /** What was measured of a run that is not stored to its end: there is no other copy of it. */
  unstored?: ResultDocument;
}

/** Two a second: the clock on the screen moves without a jump. */
const progressIntervalMs = 500;
/** One write of telemetry a second keeps to the store's rhythm of commits. */
const telemetryWriteIntervalMs = 1000;

/**
 * Runs a plan from its first step to its last and keeps what it measures in the store. A step that fails does not end
 * the run; a stop does, and so does a store that can no longer write.
 *
 * @throws FailureError when the run cannot even be created in the store, or its processes cannot be started.
 */
export async function runPlan(options: RunPlanOptions): Promise<RunOutcome> {
  const { runId, store, derivation, emit, signal } = options;
  let { plan } = options;
  const clock = new RunClock();
  const progress = new RunProgress(plan.steps);
  const unstored: TelemetrySample[] = [];
  let collector: StepCollector | undefined;
  const onLog = (line: RunEvent & { type: 'log' }): void => emit(line);
  const log = (line: (RunEvent & { type: 'log' })['line']): void =>
    onLog({ type: 'log', line: { atMs: clock.nowMs(), ...line } });

  const leaveStoreLog = store.onLog(log);
  const telemetry = new TelemetrySession(
    options.startWorker,
    (sample) => {
      collector?.addSample(sample);
      unstored.push(sample);
      emit({ type: 'telemetry', sample });
    },
    log,
  );
  const engines: Fingerprint['engines'] = [];
  let gpuNames: readonly string[] = [];
  const pool = new EnginePool({
    startWorker: options.startWorker,
    cacheDirectory: options.cacheDirectory,
    decideProvider: options.decideProvider,
    onProgress: (message, fraction) =>
      emit({ type: 'activity', atMs: clock.nowMs(), message, ...(fraction === undefined ? {} : { fraction }) }),
    onLog: log,
    onProcess: (processId) => {
      if (processId === undefined) telemetry.unwatch('engine');
      else telemetry.watch('engine', [processId]);
    },
    onEngine: (engine) => engines.push(describedEngine(engine, gpuNames)),
  });
  const servers = new ServerChecks(log);
  const calibration = new RunCalibration({
    calibrations: options.calibrations,
    facts: options.fingerprint,
    onActivity: (message) => emit({ type: 'activity', atMs: clock.nowMs(), message }),
    onLog: log,
  });
  const runners = new RunnerGroup({
    startWorker: options.startWorker,
    onLog: log,
    onProcesses: (processIds) => telemetry.watch('client', processIds),
  });
  const references = new ReferenceQualities({
    engines: pool,
    servers,
    runners,
    onActivity: (message) => emit({ type: 'activity', atMs: clock.nowMs(), message }),
    onLog: log,
  });
  const timers: NodeJS.Timeout[] = [];
  const results: StepResult[] = [];
  let failure: Failure | undefined;
  let isStored = true;
  let created: Pick<ResultDocument['run'], 'number' | 'startedAt'> | undefined;
  const fingerprint = (): Fingerprint => ({
    ...options.fingerprint,
    gpu: gpuOfFingerprint(gpu),
    engines,
    ...(calibration.calibration === undefined ? {} : { calibration: calibration.calibration }),
  });
  let gpu: GpuPresence = { present: false, reason: 'nobody has looked for one' };
  /** @throws FailureError, and the run then has no more to be stored. */
  const keep: StoreClient['call'] = (name, arguments_) =>
    store.call(name, arguments_).catch((error: unknown) => {
      isStored = false;
      throw error;
    });
  try {
    gpu = await telemetry.probeGpu();
    gpuNames = gpu.present ? gpu.names : [];
    const startedAt = new Date().toISOString();
    const { number } = await keep('createRun', {
      id: runId,
      name: plan.name,
      startedAt,
      plan,
      fingerprint: fingerprint(),
    });
    created = { number, startedAt };
    derivation.warmUp();
    emit({ type: 'runStarted', runId, number, name: plan.name, startedAt, steps: plan.steps, estimate: plan.estimate });
    emit({ type: 'gpuPresence', presence: gpu });
    telemetry.start(clock.origin);
    telemetry.watch('product', [process.pid]);
    timers.push(
      setInterval(
        () => emit({ type: 'progress', atMs: clock.nowMs(), ...progress.left(clock.nowMs()) }),
        progressIntervalMs,
      ),
      setInterval(() => void writeTelemetry(store, runId, unstored, log), telemetryWriteIntervalMs),
    );
    // Counted anew each time: a search adds steps while it goes on.
    for (let index = 0; index < plan.steps.length && !signal.aborted; index += 1) {
      const step = plan.steps[index];
      if (step === undefined) break;
      progress.beginStep(step.index);
      const known = JSON.stringify(fingerprint());
      const context: StepContext = {
        runId,
        clock,
        store,
        runners,
        telemetry,
        engines: pool,
        references,
        servers,
        calibration,
        gpu,
        cpuGovernor: options.fingerprint.host.cpuGovernor,
        derivation,
        storeTelemetry: () => writeTelemetry(store, runId, unstored, log),
        emit,
        collectTelemetryIn: (next) => {
          collector = next;
        },
        onLoadBegins: (atMs) => progress.beginLoad(atMs),
        signal,
      };
      const skip = skipReasonOf(step, results);
      const carried = skip === undefined ? await runStep(step, context) : await skipStep(step, skip, context);
      results.push(carried.result);
      if (carried.unstored !== undefined) {
        isStored = false;
        emit({ type: 'stepEnded', stepIndex: step.index, atMs: clock.nowMs(), result: carried.result });
        throw new FailureError(carried.unstored);
      }
      const advanced = carried.result.interrupted
        ? { plan, result: carried.result }
        : advanceSearch(plan, step, results);
      const { result } = advanced;
      results[index] = result;
      if (JSON.stringify(fingerprint()) !== known) {
        await keep('updateFingerprint', { runId, fingerprint: fingerprint() });
      }
      const grounds = carried.grounds && { ...carried.grounds, ...(result.search && { search: result.search }) };
      if (carried.underived !== true) await keep('finishStep', { runId, result, ...(grounds && { grounds }) });
      emit({ type: 'stepEnded', stepIndex: step.index, atMs: clock.nowMs(), result });
      if (advanced.plan !== plan) {
        plan = advanced.plan;
        progress.follow(plan.steps);
        await keep('extendPlan', { runId, plan });
        emit({ type: 'planGrew', steps: plan.steps, estimate: plan.estimate });
      }
    }
  } catch (error) {
    failure = failureOf(error);
    log({ level: 'error', source: 'run', message: `${endSentence(failure.reason)} ${failure.remedy}` });
  } finally {
    for (const timer of timers) clearInterval(timer);
    await Promise.all([pool.close(), runners.close(), telemetry.close()]);
  }
  const statusNow = (): RunStatus =>
    signal.aborted
      ? 'interrupted'
      : failure !== undefined || results.every((result) => result.failure !== undefined || result.skipped !== undefined)
        ? 'failed'
        : 'completed';
  await writeTelemetry(store, runId, unstored, log);
  leaveStoreLog();
  const reasonNow = (): string | undefined => (signal.aborted ? 'stopped by the user' : failure?.reason);
  const endedAt = new Date().toISOString();
  const before = reasonNow();
  try {
    await keep('finishRun', {
      runId,
      status: statusNow(),
      endedAt,
      ...(before === undefined ? {} : { reason: before }),
    });
  } catch (error) {
    failure ??= failureOf(error);
  }
  const [status, reason] = [statusNow(), reasonNow()];
  emit({ type: 'runEnded', runId, status, finishedSteps: results.length, ...(reason === undefined ? {} : { reason }) });
  return {
    status,
    results,
    ...(failure === undefined ? {} : { failure }),
    ...(isStored || created === undefined
      ? {}
      : {
          unstored: {
            schema: resultSchemaName,
            run: {
              id: runId,
              ...created,
              name: plan.name,
              endedAt,
              status,
              plan,
              fingerprint: fingerprint(),
              ...(reason === undefined ? {} : { reason }),
            },
            steps: results,
            comparisons: [],
            recommendations: [],
          },
        }),
  };
}

async function skipStep(
  step: PlannedStep,
  reason: string,
  { store, runId, gpu }: Pick<StepContext, 'store' | 'runId' | 'gpu'>,
): Promise<CarriedStep> {
  await store.call('beginStep', { runId, stepId: step.id, index: step.index });
  return { result: skippedStep(step, reason, gpu) };
}

async function writeTelemetry(
  store: StoreClient,
  runId: string,
  unstored: TelemetrySample[],
  log: (line: (RunEvent & { type: 'log' })['line']) => void,
): Promise<void> {
  const samples = unstored.splice(0);
  if (samples.length === 0) return;
  try {
    await store.call('appendTelemetry', { runId, samples });
  } catch (error) {
    log({
      level: 'error',
      source: 'store',
      message: `${samples.length} telemetry samples were not stored: ${failureOf(error).reason}`,
    });
  }
}
