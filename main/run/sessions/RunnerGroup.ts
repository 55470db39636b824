import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import type { RecordPhase } from '../../../core/contract/RecordChunk.ts';
import type { TargetAccess } from '../../../core/contract/runnerProtocol.ts';
import type { ClockOrigin, LogLine } from '../../../core/contract/WorkerMessages.ts';
import type { StartWorker } from '../workers/WorkerProcess.ts';
import { MergedErrorKinds, MergedLive, mergeStepFacts } from './mergedRunners.ts';
import { RunnerSession, type StepEnd, type StepListeners } from './RunnerSession.ts';

/** From the start of the first runner's step until a shared schedule begins: each must have opened its target by then. */
const headStartMs = 250;

interface RunnerGroupOptions {
  startWorker: StartWorker;
  onLog(line: LogLine): void;
  /** Called with the processes that are there, whenever one was added. */
  onProcesses(processIds: readonly number[]): void;
}

/** The runner processes of a run: one for most steps, more where a step's load is shared. */
export class RunnerGroup {
  readonly #options: RunnerGroupOptions;
  #runners: RunnerSession[] = [];

  constructor(options: RunnerGroupOptions) {
    this.#options = options;
  }

  /** As `RunnerSession.checkServer`. */
  async checkServer(...given: Parameters<RunnerSession['checkServer']>): ReturnType<RunnerSession['checkServer']> {
    const [first] = await this.#alive(1, given[3]);
    return first.checkServer(...given);
  }

  /** As `RunnerSession.collectOutputs`. */
  async collectOutputs(
    ...given: Parameters<RunnerSession['collectOutputs']>
  ): ReturnType<RunnerSession['collectOutputs']> {
    const [first] = await this.#alive(1, given[4]);
    return first.collectOutputs(...given);
  }

  /**
   * Carries out a step, in as many processes as its load is to be shared by. Records come from all of them, unchanged;
   * where one fails the others are stopped, and what was measured is kept.
   *
   * @throws FailureError when a process cannot be started, or the signal's reason when it aborts before they are there.
   */
  async runStep(
    step: PlannedStep,
    access: TargetAccess,
    clock: ClockOrigin,
    listeners: StepListeners,
    signal: AbortSignal,
    nowMs: () => number,
  ): Promise<StepEnd> {
    const parts = shardSteps(step);
    const runners = await this.#alive(parts.length, signal);
    if (parts.length === 1) return runners[0].runStep(step, access, clock, listeners, signal);
    const failing = new AbortController();
    const stop = AbortSignal.any([signal, failing.signal]);
    const kinds = new MergedErrorKinds();
    const live = new MergedLive(parts.length, (bucket) => listeners.onLive(bucket));
    const entered = new Map<RecordPhase, number>();
    const beginAtMs = nowMs() + headStartMs;
    const carriedOut = parts.map(async (part, index): Promise<StepEnd> => {
      const own: StepListeners = {
        onPhase: (phase, atMs, plannedSeconds) => {
          const count = (entered.get(phase) ?? 0) + 1;
          entered.set(phase, count);
          // Loading begins with the first of them, and is over with the last.
          if (count === (phase === 'coolDown' ? parts.length : 1)) listeners.onPhase(phase, atMs, plannedSeconds);
        },
        onLive: (bucket) => live.add(index, bucket),
        onRecords: (chunk, errorKinds) => listeners.onRecords(kinds.merge(chunk, errorKinds), kinds.list),
      };
      const end = await (runners[index] as RunnerSession).runStep(part, access, clock, own, stop, beginAtMs);
      live.end(index);
      if (end.failure !== undefined) failing.abort();
      return end;
    });
    const ends = await Promise.all(carriedOut);
    const failure = ends.find((end) => end.failure !== undefined)?.failure;
    const facts = mergeStepFacts(
      ends.flatMap((end) => end.facts ?? []),
      kinds.list,
    );
    return { ...(facts === undefined ? {} : { facts }), ...(failure === undefined ? {} : { failure }) };
  }

  async close(): Promise<void> {
    await Promise.all(this.#runners.map((runner) => runner.close()));
  }

  /** At least so many that live: dead ones are replaced, missing ones started. */
  async #alive(count: number, signal: AbortSignal): Promise<[RunnerSession, ...RunnerSession[]]> {
    const { startWorker, onLog, onProcesses } = this.#options;
    this.#runners = this.#runners.filter((runner) => runner.isAlive);
    const missing = Math.max(0, count - this.#runners.length);
    const starting = Array.from({ length: missing }, () => RunnerSession.start(startWorker, onLog, signal));
    const started = await Promise.allSettled(starting);
    // Kept also when another one failed, so that it is ended with the rest.
    this.#runners.push(...started.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : [])));
    for (const each of started) if (each.status === 'rejected') throw each.reason;
    if (missing > 0) onProcesses(this.#runners.flatMap(({ processId }) => processId ?? []));
    return this.#runners as [RunnerSession, ...RunnerSession[]];
  }
}

/**
 * A step in as many parts as its load is to be shared by, the step itself when that is one. Requests in flight are shared
 * out as evenly as they can be, so a closed loop has at most as many parts as it has requests in flight; the schedule of
 * an open loop is the same in each part, which takes every so many of its arrivals.
 */
export function shardSteps(step: PlannedStep): PlannedStep[] {
  const { load } = step;
  const inFlight = load.loop === 'closed' ? (load.concurrency ?? 1) : load.maxInFlight;
  const count = Math.min(load.runners ?? 1, inFlight ?? Number.POSITIVE_INFINITY);
  if (count <= 1) return [step];
  return Array.from({ length: count }, (_, index) => {
    const shareOf = (whole: number): number => Math.floor(whole / count) + (index < whole % count ? 1 : 0);
    return {
      ...step,
      shard: { index, count },
      load: {
        ...load,
        ...(load.concurrency === undefined ? {} : { concurrency: shareOf(load.concurrency) }),
        ...(load.phases === undefined || load.loop === 'open'
          ? {}
          : { phases: load.phases.map((phase) => ({ ...phase, concurrency: shareOf(phase.concurrency ?? 0) })) }),
        ...(load.maxInFlight === undefined ? {} : { maxInFlight: shareOf(load.maxInFlight) }),
      },
      ...(step.requestLimit === undefined || load.loop === 'open'
        ? {}
        : { requestLimit: Math.max(1, shareOf(step.requestLimit)) }),
    };
  });
}
