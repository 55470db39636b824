import type { RunnerCommand, RunnerEvent } from '../../core/contract/runnerProtocol.ts';
import { MonotonicClock, RealTime } from './clock/RealTime.ts';
import { collectOutputs } from './outputs/collectOutputs.ts';
import { StepRun } from './step/StepRun.ts';
import { PreflightFailure } from './targets/PreflightFailure.ts';
import { targetSide } from './targets/targets.ts';
import { withoutSecrets } from './withoutSecrets.ts';

interface RunnerOptions {
  send(event: RunnerEvent): void;
  /** Ends the process. */
  exit(): void;
}

/** Carries out the parent's commands: one step at a time. */
export class Runner {
  readonly #options: RunnerOptions;
  #step: StepRun | undefined;
  /** What is asked of a target beside its steps. */
  #check: AbortController | undefined;

  constructor(options: RunnerOptions) {
    this.#options = options;
  }

  onCommand(command: RunnerCommand): void {
    if (command.type === 'startStep') {
      this.#start(command);
    } else if (command.type === 'checkServer') {
      this.#check = new AbortController();
      void checkServer(command, this.#check.signal).then(withoutSecrets(command.access, this.#options.send));
    } else if (command.type === 'collectOutputs') {
      this.#check = new AbortController();
      void collectOutputs(command, this.#check.signal).then(withoutSecrets(command.access, this.#options.send));
    } else if (command.type === 'stopStep') {
      // Nothing to stop when the step ended while the command was on its way.
      this.#step?.stop();
      this.#check?.abort();
    } else {
      this.#step?.stop();
      this.#check?.abort();
      this.#options.exit();
    }
  }

  #start({ step, access, clock, beginAtMs }: Extract<RunnerCommand, { type: 'startStep' }>): void {
    if (this.#step !== undefined && !this.#step.isOver) {
      throw new Error(`step "${step.id}" was started while another one runs`);
    }
    this.#step = new StepRun({
      step,
      access,
      time: new RealTime(new MonotonicClock(clock)),
      beginAtMs,
      createTarget: (context) => targetSide(step.engine).create(context),
      send: withoutSecrets(access, this.#options.send),
    });
    // Whatever escapes from a step is a fault of the runner: the process must not live on with half a step.
    this.#step.start().catch((fault) => setImmediate(() => rethrow(fault)));
  }
}

function rethrow(fault: unknown): never {
  throw fault;
}

type CheckServer = Extract<RunnerCommand, { type: 'checkServer' }>;

/** Asks a server whether a step can be measured on it. Never rejects: what is in the way is the answer. */
export async function checkServer(
  { step, access, timeoutMs }: CheckServer,
  signal: AbortSignal,
): Promise<Extract<RunnerEvent, { type: 'serverChecked' }>> {
  try {
    const { preflight } = targetSide(step.engine);
    if (preflight === undefined) throw new Error(`target "${step.target}" cannot be asked before its steps`);
    const clock = new MonotonicClock({ originNanoseconds: '0' });
    return { type: 'serverChecked', facts: await preflight({ step, access, timeoutMs, clock, signal }) };
  } catch (error) {
    if (error instanceof PreflightFailure) {
      const isUnreachable = error.obstacle === 'unreachable';
      return { type: 'serverChecked', failure: { ...error.failure, ...(isUnreachable ? { isUnreachable } : {}) } };
    }
    const reason = error instanceof Error ? error.message : String(error);
    return { type: 'serverChecked', failure: { reason, remedy: 'Check that the address is one of a server.' } };
  }
}
