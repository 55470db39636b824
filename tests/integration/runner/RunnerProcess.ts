import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import type { RecordChunk } from '../../../core/contract/RecordChunk.ts';
import type { RunnerCommand, RunnerEvent, TargetAccess } from '../../../core/contract/runnerProtocol.ts';

export type EndEvent = Extract<RunnerEvent, { type: 'stepEnded' | 'stepFailed' }>;

/** A forked runner, straight from its source, as the command line forks its bundle. */
export class RunnerProcess {
  readonly child: ChildProcess;
  readonly events: RunnerEvent[] = [];
  readonly exit: Promise<{ code: number | null; signal: string | null }>;
  readonly #waiting: { matches: (event: RunnerEvent) => boolean; resolve: (event: RunnerEvent) => void }[] = [];

  constructor() {
    this.child = fork(fileURLToPath(new URL('../../../main/runner/index.ts', import.meta.url)), [], {
      serialization: 'advanced',
      execArgv: [],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.child.on('message', (message) => this.#onEvent(message as RunnerEvent));
    this.exit = new Promise((resolve) => this.child.on('exit', (code, signal) => resolve({ code, signal })));
  }

  send(command: RunnerCommand): void {
    this.child.send(command);
  }

  start(step: PlannedStep, access: TargetAccess = { kind: 'inside' }): void {
    this.send({ type: 'startStep', step, access, clock: { originNanoseconds: String(process.hrtime.bigint()) } });
  }

  /** The first event, past or to come, that matches. */
  async event<Type extends RunnerEvent['type']>(
    type: Type,
    matches: (event: Extract<RunnerEvent, { type: Type }>) => boolean = () => true,
  ): Promise<Extract<RunnerEvent, { type: Type }>> {
    type Wanted = Extract<RunnerEvent, { type: Type }>;
    const isWanted = (event: RunnerEvent): event is Wanted => event.type === type && matches(event as Wanted);
    const past = this.events.find(isWanted);
    if (past !== undefined) return past;
    const event = await new Promise<RunnerEvent>((resolve) => this.#waiting.push({ matches: isWanted, resolve }));
    return event as Wanted;
  }

  /** Runs a step to its end and forgets the events of steps before. */
  async run(step: PlannedStep, access?: TargetAccess): Promise<EndEvent> {
    this.events.length = 0;
    this.start(step, access);
    return this.end();
  }

  end(): Promise<EndEvent> {
    return Promise.race([this.event('stepEnded'), this.event('stepFailed')]);
  }

  get chunks(): RecordChunk[] {
    return this.events.flatMap((event) => (event.type === 'records' ? [event.chunk] : []));
  }

  async shutdown(): Promise<void> {
    if (this.child.connected) this.send({ type: 'shutdown' });
    await this.exit;
  }

  #onEvent(event: RunnerEvent): void {
    this.events.push(event);
    for (const waiting of this.#waiting.filter(({ matches }) => matches(event))) {
      this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
      waiting.resolve(event);
    }
  }
}
