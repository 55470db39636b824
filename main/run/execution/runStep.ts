import { failedStep, underivedStep } from '../../../core/analysis/emptyStep.ts';
import { memoryFitOf } from '../../../core/analysis/memory/memoryFit.ts';
import type { ClientLimits } from '../../../core/contract/calibration.ts';
import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import type { RecordChunk } from '../../../core/contract/RecordChunk.ts';
import type { StepResult } from '../../../core/contract/resultDocument.ts';
import type { RunEvent } from '../../../core/contract/runEvent.ts';
import type { StepGrounds } from '../../../core/contract/StepMeasurement.ts';
import type { GpuPresence } from '../../../core/contract/telemetryProtocol.ts';
import type { Failure } from '../../../core/contract/WorkerMessages.ts';
import { addressOf, targetTraits } from '../../../core/targets/targets.ts';
import type { RunCalibration } from '../calibration/RunCalibration.ts';
import type { RunClock } from '../RunClock.ts';
import { FailureError, failureOf } from '../sessions/FailureError.ts';
import type { RunnerGroup } from '../sessions/RunnerGroup.ts';
import type { StepEnd } from '../sessions/RunnerSession.ts';
import type { StoreClient } from '../sessions/StoreClient.ts';
import type { TelemetrySession } from '../sessions/TelemetrySession.ts';
import type { Derivation } from './Derivation.ts';
import type { EngineAccess, EnginePool } from './EnginePool.ts';
import { LoadPhases, StepCollector } from './LoadPhases.ts';
import { MemoryGuard } from './MemoryGuard.ts';
import type { ReferenceQualities } from './ReferenceQualities.ts';
import type { ServerChecks } from './ServerChecks.ts';
import { repeatPaced, StoringFailure } from './StoringFailure.ts';
import { withRunners } from './withRunners.ts';

/** A runner notices a lost connection before the end of the engine that held it is told; the end is the reason to give. */
const deathNoticeMs = 1000;

/** The telemetry of a step's last moments may come after the word of its end: twice the time between two samples. */
const lastSampleMs = 200;

/** What the steps of a run share. */
export interface StepContext {
  runId: string;
  clock: RunClock;
  store: StoreClient;
  derivation: Derivation;
  runners: RunnerGroup;
  telemetry: TelemetrySession;
  engines: EnginePool;
  references: ReferenceQualities;
  servers: ServerChecks;
  calibration: RunCalibration;
  gpu: GpuPresence;
  cpuGovernor: string | undefined;
  emit(event: RunEvent): void;
  /** Tells the run which step telemetry belongs to now. */
  collectTelemetryIn(collector: StepCollector | undefined): void;
  /** Stores the telemetry that came so far. */
  storeTelemetry(): Promise<void>;
  /** The step's own time passes from here on. */
  onLoadBegins(atMs: number): void;
  signal: AbortSignal;
}

/** The figures so far are derived anew from all records: of a million, that takes half a second of processor time. */
const soFarPace = { intervalMs: 1000, largestShare: 0.05 };

/** What came of a step. */
export interface CarriedStep {
  result: StepResult;
  /** What the result was derived from beside what is stored of it; absent when nothing was measured. */
  grounds?: StepGrounds;
  /** What was measured is stored, and its result must be derived from that later. */
  underived?: true;
  /** Why it is not stored: the run cannot go on. */
  unstored?: Failure;
}

/**
 * Carries out one step: starts its engine, lets the runner measure, stores records as they come, seals what was measured,
 * and has its result derived from what is stored: no record is held here. A failure of the engine, the model or the runner
 * is the step's result; so is one of the store in the middle of it, which is told apart, because a run that cannot be kept
 * must not go on.
 *
 * @throws FailureError when the store fails before it begins.
 */
export async function runStep(planned: PlannedStep, context: StepContext): Promise<CarriedStep> {
  const { clock, store, emit, runId } = context;
  await store.call('beginStep', { runId, stepId: planned.id, index: planned.index });
  const reserveBytes = planned.memoryReserveBytes;
  const guard = reserveBytes === undefined ? undefined : new MemoryGuard(reserveBytes);
  const begin = (): StepCollector => {
    const startedAtMs = clock.nowMs();
    const collector = new StepCollector(startedAtMs, (sample) => guard?.watch(sample));
    context.onLoadBegins(startedAtMs);
    context.collectTelemetryIn(collector);
    const { index, warmupSeconds, durationSeconds } = planned;
    emit({ type: 'stepStarted', stepIndex: index, atMs: startedAtMs, warmupSeconds, durationSeconds });
    return collector;
  };
  const load = planned.loading === undefined ? undefined : new LoadPhases(planned.loading, begin, context);
  const target = targetTraits(planned);
  let engine: EngineAccess;
  let quality: StepResult['quality'];
  let step: PlannedStep;
  let clientLimits: ClientLimits | undefined;
  try {
    quality = await context.references.qualityOf(planned, context.signal);
    engine = await context.engines.accessFor(planned, context.signal, load);
    quality ??= engine.quality;
    step = await context.servers.fit(planned, engine.access, context.runners, context.signal);
    clientLimits = await context.calibration.limitsFor(step, context.signal);
    step = withRunners(step, clientLimits);
    if (target.processes === 'byAddress') await context.telemetry.watchServer(addressOf(step));
    else if (target.processes.role === 'client') context.telemetry.unwatch('engine');
  } catch (error) {
    context.collectTelemetryIn(undefined);
    if (context.signal.aborted) return { result: failedStep(planned, interruptedBeforeStart, context.gpu, true) };
    const failure = failureOf(error);
    const fit = guard === undefined ? undefined : memoryFitOf(undefined, { errors: [], failure });
    return { result: { ...failedStep(planned, failure, context.gpu, false), ...(fit === undefined ? {} : { fit }) } };
  }
  const collector = load?.collector ?? begin();
  const storing = new StoringFailure();
  let isLoadOver = false;
  const endSoFar = repeatPaced({ ...soFarPace, nowMs: () => clock.nowMs() }, async () => {
    try {
      const soFar = await context.derivation.soFar(runId, step);
      if (soFar !== null && !isLoadOver) emit({ type: 'soFar', stepIndex: step.index, soFar });
    } catch (error) {
      if (!(error instanceof FailureError)) throw error;
      // Said by the step's result, which is derived from the same records.
      endSoFar();
    }
  });
  const stop = AbortSignal.any([context.signal, storing.signal, ...(guard === undefined ? [] : [guard.signal])]);
  let end: StepEnd;
  try {
    end = await context.runners.runStep(
      step,
      engine.access,
      clock.origin,
      {
        onPhase: (phase, atMs, plannedSeconds) => {
          collector.beginPhase(phase, atMs);
          emit({ type: 'stepPhase', stepIndex: step.index, phase, atMs, plannedSeconds });
        },
        onLive: (bucket) => emit({ type: 'live', stepIndex: step.index, bucket }),
        onRecords: (chunk) => {
          storing.watch(store.call('appendRecords', { runId, stepId: step.id, chunk }), chunk);
        },
      },
      stop,
      () => clock.nowMs(),
    );
  } catch (error) {
    if (!stop.aborted || error !== stop.reason) throw error;
    end = { failure: interruptedBeforeStart };
  } finally {
    isLoadOver = true;
    endSoFar();
  }
  const endedAtMs = end.facts?.measuredToMs ?? clock.nowMs();
  // What its load has taken is given back at once; that it dies of it is no failure of its own.
  const isOverfull = guard?.signal.aborted === true;
  if (isOverfull) await context.engines.discard();
  if (!stop.aborted) await collector.sampledPast(endedAtMs, lastSampleMs);
  context.collectTelemetryIn(undefined);
  const unstored = await storing.settled();
  const death = end.failure === undefined ? context.engines.death : await context.engines.deathWithin(deathNoticeMs);
  const failure = unstored ?? (isOverfull ? undefined : (death ?? end.failure));
  const interrupted = isOverfull ? context.signal.aborted : (end.facts?.stopped ?? context.signal.aborted);
  const { samples } = collector;
  const grounds: StepGrounds = {
    step,
    ...(end.facts === undefined ? {} : { facts: end.facts }),
    ...(failure === undefined ? {} : { failure }),
    ...(samples === undefined ? {} : { samples }),
    telemetryLosses: context.telemetry.losses,
    phases: collector.phases(endedAtMs),
    startedAtMs: collector.startedAtMs,
    gpu: context.gpu,
    ...(quality === undefined ? {} : { quality }),
    cpuGovernor: context.cpuGovernor,
    clientLimits,
    ...(target.processes === 'byAddress'
      ? { serverProcesses: context.telemetry.serverProcesses(addressOf(step)) }
      : {}),
    memoryFit: guard?.fit,
    interrupted,
  };
  const carried = await derived(grounds, unstored, storing.refused, context);
  if (carried.result.fit?.fits === false) await context.engines.discard();
  return carried;
}

/** Seals what was measured and has its result derived. */
async function derived(
  grounds: StepGrounds,
  storingFailure: Failure | undefined,
  refused: RecordChunk[],
  { runId, store, derivation, storeTelemetry, gpu }: StepContext,
): Promise<CarriedStep> {
  // What the result rests on is committed with the seal.
  await storeTelemetry();
  const unstored =
    storingFailure ??
    (await store
      .call('finishMeasurement', { runId, stepId: grounds.step.id, grounds })
      .then(() => undefined, failureOf));
  try {
    return unstored === undefined
      ? { result: await derivation.ofSealed(runId, grounds.step.id), grounds }
      : { result: await derivation.ofUnsealed(runId, { grounds, refused }), grounds, unstored };
  } catch (error) {
    const result = underivedStep(grounds.step, failureOf(error), gpu, grounds.interrupted);
    return unstored === undefined ? { result, grounds, underived: true } : { result, grounds, unstored };
  }
}

const interruptedBeforeStart: Failure = {
  reason: 'The run was stopped before this step measured anything',
  remedy: 'Run the rest of the plan.',
};
