import type { StartWorker, WorkerExit, WorkerName, WorkerProcess } from '../../../main/run/workers/WorkerProcess.ts';

type Message = { type: string };

/** What a scripted worker can do in answer to a command. */
export interface WorkerHands {
  tell(event: Message & Record<string, unknown>): void;
  /** Ends as a process would that something killed, or that failed. */
  end(exit: { code?: number; signal?: string; output?: string }): void;
}

export type WorkerScript = (command: Message & Record<string, unknown>, hands: WorkerHands) => void;

/** Worker processes without a process: each answers commands by its script, in the order they are sent. */
export class ScriptedWorkers {
  readonly commands: { worker: WorkerName; command: Message }[] = [];
  readonly #scripts: Readonly<Partial<Record<WorkerName, WorkerScript>>>;
  #running: { name: WorkerName }[] = [];

  /** @param scripts of the workers that may be started. */
  constructor(scripts: Readonly<Partial<Record<WorkerName, WorkerScript>>>) {
    this.#scripts = scripts;
  }

  /** Workers that were started and have not ended. */
  get running(): WorkerName[] {
    return this.#running.map(({ name }) => name);
  }

  readonly start: StartWorker = (name) => {
    const script = this.#scripts[name];
    if (script === undefined) throw new Error(`the worker "${name}" was started and has no script`);
    const worker = { name };
    this.#running.push(worker);
    return new ScriptedWorker(name, script, {
      onCommand: (command) => this.commands.push({ worker: name, command }),
      onEnd: () => {
        this.#running = this.#running.filter((each) => each !== worker);
      },
    });
  };
}

class ScriptedWorker<Command extends Message, Event extends Message> implements WorkerProcess<Command, Event> {
  readonly name: WorkerName;
  readonly #script: WorkerScript;
  readonly #watch: { onCommand(command: Message): void; onEnd(): void };
  readonly #events = new Set<(event: Event) => void>();
  readonly #exits = new Set<(exit: WorkerExit) => void>();
  #exit: WorkerExit | undefined;

  constructor(name: WorkerName, script: WorkerScript, watch: { onCommand(command: Message): void; onEnd(): void }) {
    this.name = name;
    this.#script = script;
    this.#watch = watch;
    queueMicrotask(() => this.#tell({ type: 'ready' }));
  }

  get processId(): number | undefined {
    return this.#exit === undefined ? 4711 : undefined;
  }

  send(command: Command): void {
    this.#watch.onCommand(command);
    queueMicrotask(() => {
      if (this.#exit !== undefined) return;
      this.#script(command, {
        tell: (event) => this.#tell(event),
        end: ({ code = null, signal = null, output = '' }) => this.#finish({ code, signal, output, expected: false }),
      });
    });
  }

  onEvent(listener: (event: Event) => void): () => void {
    this.#events.add(listener);
    return () => this.#events.delete(listener);
  }

  onOutput(): () => void {
    return () => undefined;
  }

  onExit(listener: (exit: WorkerExit) => void): () => void {
    if (this.#exit !== undefined) listener(this.#exit);
    this.#exits.add(listener);
    return () => this.#exits.delete(listener);
  }

  async stop(): Promise<WorkerExit> {
    return this.#finish({ code: 0, signal: null, output: '', expected: true });
  }

  kill(): Promise<WorkerExit> {
    return this.stop();
  }

  #tell(event: Message): void {
    if (this.#exit !== undefined) return;
    for (const listener of this.#events) listener(event as Event);
  }

  #finish(exit: WorkerExit): WorkerExit {
    if (this.#exit !== undefined) return this.#exit;
    this.#exit = exit;
    this.#watch.onEnd();
    for (const listener of this.#exits) listener(exit);
    return exit;
  }
}
