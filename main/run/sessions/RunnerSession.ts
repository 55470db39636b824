import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import type { ErrorKind, RecordChunk, RecordPhase } from '../../../core/contract/RecordChunk.ts';
import type {
  AddressAccess,
  LiveBucket,
  PromptForm,
  RunnerCommand,
  RunnerEvent,
  ServerFacts,
  StepFacts,
  TargetAccess,
} from '../../../core/contract/runnerProtocol.ts';
import type { ClockOrigin, Failure, LogLine } from '../../../core/contract/WorkerMessages.ts';
import { Redactor } from '../../../core/secrets/Redactor.ts';
import type { StartWorker, WorkerExit, WorkerProcess } from '../workers/WorkerProcess.ts';
import { describeExit, FailureError } from './FailureError.ts';
import { readyWorker } from './readyWorker.ts';

export interface StepListeners {
  onPhase(phase: RecordPhase, atMs: number, plannedSeconds: number): void;
  onLive(bucket: LiveBucket): void;
  /** `errorKinds` are all that the step has had so far: the chunk's failures point into them. */
  onRecords(chunk: RecordChunk, errorKinds: readonly ErrorKind[]): void;
}

/** How a step ended: with the runner's facts, with a failure, or (a stop, a failure half way) with both. */
export interface StepEnd {
  facts?: StepFacts;
  failure?: Failure;
}

/** Time for a runner to answer a stop before it is killed: stopping is promised within a second. */
const stopDeadlineMs = 900;
const closeDeadlineMs = 1000;

/** A runner process: carries out one step after the other. */
export class RunnerSession {
  readonly #worker: WorkerProcess<RunnerCommand, RunnerEvent>;
  /** Of what it was last told to reach: what it says of that is cleaned by itself, what it prints as it dies is not. */
  #redactor = new Redactor([]);

  private constructor(worker: WorkerProcess<RunnerCommand, RunnerEvent>, onLog: (line: LogLine) => void) {
    this.#worker = worker;
    worker.onEvent((event) => {
      if (event.type === 'log') onLog(event.line);
    });
    worker.onOutput((line) => onLog({ level: 'warn', source: 'runner', message: this.#redactor.clean(line) }));
  }

  /** @throws FailureError when the process cannot be started, or the signal's reason when it aborts first. */
  static async start(
    startWorker: StartWorker,
    onLog: (line: LogLine) => void,
    signal: AbortSignal,
  ): Promise<RunnerSession> {
    return new RunnerSession(
      await readyWorker<RunnerCommand, RunnerEvent>(startWorker, 'runner', 'runner process', signal),
      onLog,
    );
  }

  get processId(): number | undefined {
    return this.#worker.processId;
  }

  get isAlive(): boolean {
    return this.#worker.processId !== undefined;
  }

  /**
   * Asks a server whether a step can be measured on it.
   *
   * @throws FailureError that says what is in the way.
   */
  async checkServer(
    step: PlannedStep,
    access: AddressAccess,
    timeoutMs: number,
    signal: AbortSignal,
  ): Promise<ServerFacts> {
    const answer = await this.#ask({ type: 'checkServer', step, access, timeoutMs }, 'serverChecked', signal);
    if ('failure' in answer) throw new FailureError(answer.failure);
    return answer.facts;
  }

  /**
   * What the step's target answers to the first prompts of the plan's seed, as token ids.
   *
   * @throws FailureError that says what is in the way.
   */
  async collectOutputs(
    step: PlannedStep,
    access: TargetAccess,
    promptForm: PromptForm,
    prompts: number,
    signal: AbortSignal,
  ): Promise<number[][]> {
    const command: RunnerCommand = { type: 'collectOutputs', step, access, promptForm, prompts };
    const answer = await this.#ask(command, 'outputsCollected', signal);
    if ('failure' in answer) throw new FailureError(answer.failure);
    return answer.outputs;
  }

  /** The event that answers a command; a stop is passed on, and answered, too, or the runner is killed. */
  async #ask<Type extends RunnerEvent['type']>(
    command: RunnerCommand,
    type: Type,
    signal: AbortSignal,
  ): Promise<Extract<RunnerEvent, { type: Type }>> {
    if ('access' in command) this.#redactor = Redactor.of(command.access);
    const leave: (() => void)[] = [];
    const stop = (): void => {
      this.#worker.send({ type: 'stopStep' });
      const killTimer = setTimeout(() => void this.#worker.kill(), stopDeadlineMs);
      leave.push(() => clearTimeout(killTimer));
    };
    try {
      return await new Promise((resolve, reject) => {
        leave.push(
          this.#worker.onEvent((event) => {
            if (event.type === type) resolve(event as Extract<RunnerEvent, { type: Type }>);
          }),
          this.#worker.onExit((exit) => reject(new FailureError(this.#describeExit(exit)))),
        );
        signal.addEventListener('abort', stop, { once: true });
        this.#worker.send(command);
        if (signal.aborted) stop();
      });
    } finally {
      signal.removeEventListener('abort', stop);
      for (const each of leave) each();
    }
  }

  /** Carries out a step; never rejects, since whatever was measured before a failure is kept. */
  async runStep(
    step: PlannedStep,
    access: TargetAccess,
    clock: ClockOrigin,
    listeners: StepListeners,
    signal: AbortSignal,
    beginAtMs?: number,
  ): Promise<StepEnd> {
    this.#redactor = Redactor.of(access);
    const unsubscribe: (() => void)[] = [];
    let killTimer: NodeJS.Timeout | undefined;
    const stop = (): void => {
      this.#worker.send({ type: 'stopStep' });
      killTimer = setTimeout(() => void this.#worker.kill(), stopDeadlineMs);
    };
    try {
      return await new Promise<StepEnd>((resolve) => {
        unsubscribe.push(
          this.#worker.onEvent((event) => {
            if (event.type === 'phase') listeners.onPhase(event.phase, event.atMs, event.plannedSeconds);
            else if (event.type === 'live') listeners.onLive(event.bucket);
            else if (event.type === 'records') listeners.onRecords(event.chunk, event.errorKinds);
            else if (event.type === 'stepEnded') resolve({ facts: event.facts });
            else if (event.type === 'stepFailed') {
              resolve({ failure: event.failure, ...(event.facts === undefined ? {} : { facts: event.facts }) });
            }
          }),
          this.#worker.onExit((exit) => resolve({ failure: this.#describeExit(exit) })),
        );
        signal.addEventListener('abort', stop, { once: true });
        this.#worker.send({
          type: 'startStep',
          step,
          access,
          clock,
          ...(beginAtMs === undefined ? {} : { beginAtMs }),
        });
        if (signal.aborted) stop();
      });
    } finally {
      signal.removeEventListener('abort', stop);
      clearTimeout(killTimer);
      for (const leave of unsubscribe) leave();
    }
  }

  #describeExit(exit: WorkerExit): Failure {
    return describeExit('runner process', { ...exit, output: this.#redactor.clean(exit.output) });
  }

  async close(): Promise<void> {
    await this.#worker.stop(closeDeadlineMs);
  }
}
