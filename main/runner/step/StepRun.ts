import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import type { RecordPhase } from '../../../core/contract/RecordChunk.ts';
import type { RunnerEvent, StepFacts, TargetAccess } from '../../../core/contract/runnerProtocol.ts';
import type { Failure, LogLevel } from '../../../core/contract/WorkerMessages.ts';
import type { TimeSource } from '../clock/TimeSource.ts';
import type { LoadLoop, LoopEnd } from '../loops/LoadLoop.ts';
import { RequestLedger } from '../loops/RequestLedger.ts';
import { StepFailure } from '../StepFailure.ts';
import type { CreateTarget, Target } from '../targets/Target.ts';
import { ClientLoad } from './ClientLoad.ts';
import { loopOf } from './loopOf.ts';

const liveSliceMs = 200;
/** Records are handed out with every fifth live slice: once a second, so that a kill loses no more than that. */
const slicesPerCut = 5;

export interface StepRunOptions {
  step: PlannedStep;
  access: TargetAccess;
  time: TimeSource;
  /** When the schedule of an open loop begins; as soon as it can unless told. */
  beginAtMs?: number | undefined;
  createTarget: CreateTarget;
  send(event: RunnerEvent): void;
}

/**
 * One step from opening its target to its last record. Sends `stepEnded` or `stepFailed` exactly once, after everything
 * else; what was measured until a failure is sent all the same.
 */
export class StepRun {
  readonly #options: StepRunOptions;
  readonly #ledger: RequestLedger;
  readonly #clientLoad: ClientLoad;
  #target: Target | undefined;
  #loop: LoadLoop | undefined;
  #phase: RecordPhase = 'warmUp';
  #slicePhase: RecordPhase = 'warmUp';
  #slices = 0;
  #cancelSlice: (() => void) | undefined;
  #isOver = false;

  constructor(options: StepRunOptions) {
    const { step, time } = options;
    this.#options = options;
    this.#clientLoad = new ClientLoad(time);
    this.#ledger = new RequestLedger(
      {
        time,
        timeoutMs: step.timeoutSeconds * 1000,
        // A pass of a graph takes and gives no tokens.
        inputTokensPerRequest: step.model.task === 'run' ? 0 : step.promptTokens * step.load.batchSize,
        outputTokensPerItem: step.model.task === 'run' ? 0 : step.outputTokens,
        shapedItems: step.model.task === 'run' ? 0 : step.load.batchSize,
      },
      {
        onLeft: (request, isOk, tookMs) => this.#loop?.onLeft(request, isOk, tookMs),
        onLost: (failure) => this.#loop?.onLost(failure),
        onNewErrorKind: ({ kind, example }) => this.#log('warn', `First failure of kind "${kind}": ${example}`),
      },
    );
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  async start(): Promise<void> {
    const { step, access, time, createTarget } = this.#options;
    try {
      const log = (level: LogLevel, message: string): void => this.#log(level, message);
      this.#target = createTarget({ step, access, time, listener: this.#ledger, log });
      this.#ledger.attach(this.#target);
      const createLoop = await loopOf(step, (message) => log('info', message));
      if (this.#isOver) return;
      await this.#target.open();
      if (this.#isOver) return;
      this.#loop = createLoop({
        time,
        target: this.#target,
        ledger: this.#ledger,
        listener: {
          onPhase: (phase, atMs, plannedSeconds) => this.#enterPhase(phase, atMs, plannedSeconds),
          onLog: (level, message) => this.#log(level, message),
          onEnd: (end) => this.#finish(end),
        },
        warmupMs: step.warmupSeconds * 1000,
        durationMs: step.durationSeconds * 1000,
        requestLimit: step.requestLimit,
        beginAtMs: this.#options.beginAtMs,
      });
    } catch (error) {
      this.#finish(this.#nothingMeasured(false, couldNotStart(error, step)));
      return;
    }
    this.#phase = step.warmupSeconds > 0 ? 'warmUp' : 'measured';
    this.#slicePhase = this.#phase;
    this.#ledger.live.restart(time.nowMs());
    this.#scheduleSlice(time.nowMs() + liveSliceMs);
    this.#loop.start();
  }

  /** Ends the step now; what is in flight is abandoned. Does nothing when it is over. */
  stop(): void {
    if (this.#isOver) return;
    if (this.#loop === undefined) this.#finish(this.#nothingMeasured(true));
    else this.#loop.stop();
  }

  #enterPhase(phase: RecordPhase, atMs: number, plannedSeconds: number): void {
    this.#phase = phase;
    if (phase === 'measured') this.#clientLoad.start();
    this.#options.send({ type: 'phase', phase, atMs, plannedSeconds });
  }

  #scheduleSlice(atMs: number): void {
    this.#cancelSlice = this.#options.time.at(atMs, () => {
      this.#takeSlice();
      this.#slices += 1;
      if (this.#slices % slicesPerCut === 0) this.#sendRecords();
      // On a fixed grid; a slice that came late after a pause of the machine is not made up for.
      this.#scheduleSlice(Math.max(atMs + liveSliceMs, this.#options.time.nowMs()));
    });
  }

  /** A slice in which the phase changed counts to the one it began in. */
  #takeSlice(): void {
    const { live, inFlight } = this.#ledger;
    this.#options.send({ type: 'live', bucket: live.take(this.#options.time.nowMs(), this.#slicePhase, inFlight) });
    this.#slicePhase = this.#phase;
  }

  #sendRecords(): void {
    const chunk = this.#ledger.recorder.cut();
    if (chunk !== undefined) this.#options.send({ type: 'records', chunk, errorKinds: this.#ledger.errorKinds.list });
  }

  #finish(end: LoopEnd): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#cancelSlice?.();
    const client = this.#clientLoad.stop();
    this.#target?.close();
    this.#sendRecords();
    const facts: StepFacts = {
      measuredFromMs: end.measuredFromMs,
      measuredToMs: end.measuredToMs,
      inFlightIntegralMs: this.#ledger.account.integralMs,
      ...client,
      reconnects: this.#ledger.reconnects,
      errorKinds: this.#ledger.errorKinds.list,
      ...this.#ledger.outputs.facts,
      ...this.#ledger.serverFacts,
      stopped: end.stopped,
    };
    if (end.failure === undefined) this.#options.send({ type: 'stepEnded', facts });
    else this.#options.send({ type: 'stepFailed', failure: end.failure, facts });
  }

  #nothingMeasured(stopped: boolean, failure?: Failure): LoopEnd {
    const nowMs = this.#options.time.nowMs();
    return { measuredFromMs: nowMs, measuredToMs: nowMs, stopped, ...(failure === undefined ? {} : { failure }) };
  }

  #log(level: LogLevel, message: string): void {
    this.#options.send({ type: 'log', line: { atMs: this.#options.time.nowMs(), level, source: 'runner', message } });
  }
}

function couldNotStart(error: unknown, step: PlannedStep): Failure {
  if (error instanceof StepFailure) return error.failure;
  return {
    reason: `The step could not start on target "${step.target}": ${error instanceof Error ? error.message : String(error)}`,
    remedy: 'Check that the target runs and that the plan suits it.',
  };
}
