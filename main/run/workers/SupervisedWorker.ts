import type { WorkerExit, WorkerName, WorkerProcess } from './WorkerProcess.ts';

/** Lines of a worker's own output that are kept to explain its end. */
const keptOutputLines = 20;

/** What every worker process is to its parent, however it was started; a runtime adds how to reach it and how to end it. */
export abstract class SupervisedWorker<Command extends { type: string }, Event extends { type: string }>
  implements WorkerProcess<Command, Event>
{
  readonly name: WorkerName;
  readonly #events = new Set<(event: Event) => void>();
  readonly #outputs = new Set<(line: string) => void>();
  readonly #exits = new Set<(exit: WorkerExit) => void>();
  readonly #lastLines: string[] = [];
  readonly #gone: Promise<WorkerExit>;
  #resolveGone: (exit: WorkerExit) => void = () => undefined;
  #exit: WorkerExit | undefined;
  #stopping = false;

  constructor(name: WorkerName) {
    this.name = name;
    this.#gone = new Promise((resolve) => {
      this.#resolveGone = resolve;
    });
  }

  abstract get processId(): number | undefined;

  /** Hands it a message, unless it has ended. */
  protected abstract post(message: Command | { type: 'shutdown' }): void;

  /** Ends the process in a way that it cannot refuse; nothing when it has ended. */
  protected abstract killNow(): void;

  send(command: Command): void {
    this.post(command);
  }

  onEvent(listener: (event: Event) => void): () => void {
    this.#events.add(listener);
    return () => this.#events.delete(listener);
  }

  onOutput(listener: (line: string) => void): () => void {
    this.#outputs.add(listener);
    return () => this.#outputs.delete(listener);
  }

  onExit(listener: (exit: WorkerExit) => void): () => void {
    if (this.#exit !== undefined) listener(this.#exit);
    this.#exits.add(listener);
    return () => this.#exits.delete(listener);
  }

  async stop(deadlineMs: number): Promise<WorkerExit> {
    this.#stopping = true;
    this.post({ type: 'shutdown' });
    const timer = setTimeout(() => this.killNow(), deadlineMs);
    const exit = await this.#gone;
    clearTimeout(timer);
    return exit;
  }

  kill(): Promise<WorkerExit> {
    this.#stopping = true;
    this.killNow();
    return this.#gone;
  }

  protected get hasExited(): boolean {
    return this.#exit !== undefined;
  }

  protected tellEvent(event: Event): void {
    for (const listener of this.#events) listener(event);
  }

  protected tellOutput(line: string): void {
    this.#lastLines.push(line);
    if (this.#lastLines.length > keptOutputLines) this.#lastLines.shift();
    for (const listener of this.#outputs) listener(line);
  }

  /** To be called once all of its output has been told. */
  protected tellExit(code: number | null, signal: string | null): void {
    if (this.#exit !== undefined) return;
    this.#exit = { code, signal, output: this.#lastLines.join('\n'), expected: this.#stopping };
    this.#resolveGone(this.#exit);
    for (const listener of this.#exits) listener(this.#exit);
  }
}
