import { fork } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { StartWorker, WorkerExit, WorkerName, WorkerProcess } from './WorkerProcess.ts';
import { workerEnvironment } from './workerEnvironment.ts';

/** Lines of a worker's own output that are kept to explain its end. */
const keptOutputLines = 20;

/**
 * Starts workers as forked Node processes from a directory of built bundles (`runner.cjs`, `engine.cjs`, …), with
 * structured clone between parent and worker so that typed arrays arrive as such.
 */
export function forkWorker(bundleDirectory: string): StartWorker {
  return (name) => new ForkedWorker(name, `${bundleDirectory}/${name}.cjs`);
}

class ForkedWorker<Command extends { type: string }, Event extends { type: string }>
  implements WorkerProcess<Command, Event>
{
  readonly name: WorkerName;
  readonly #child: ReturnType<typeof fork>;
  readonly #events = new Set<(event: Event) => void>();
  readonly #outputs = new Set<(line: string) => void>();
  readonly #exits = new Set<(exit: WorkerExit) => void>();
  readonly #lastLines: string[] = [];
  readonly #gone: Promise<WorkerExit>;
  #exit: WorkerExit | undefined;
  #stopping = false;

  constructor(name: WorkerName, bundlePath: string) {
    this.name = name;
    this.#child = fork(bundlePath, [], {
      serialization: 'advanced',
      env: workerEnvironment(process.env),
      execArgv: [],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#child.on('message', (message) => {
      for (const listener of this.#events) listener(message as unknown as Event);
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      if (stream !== null) createInterface({ input: stream }).on('line', (line) => this.#keep(line));
    }
    this.#gone = new Promise((resolve) => {
      const finish = (code: number | null, signal: string | null): void => {
        if (this.#exit !== undefined) return;
        this.#exit = { code, signal, output: this.#lastLines.join('\n'), expected: this.#stopping };
        resolve(this.#exit);
        for (const listener of this.#exits) listener(this.#exit);
      };
      // 'close' and not 'exit': what it printed last has then been read.
      this.#child.on('close', finish);
      this.#child.on('error', (error) => {
        this.#keep(error.message);
        if (this.#child.pid === undefined) finish(null, null);
      });
    });
  }

  get processId(): number | undefined {
    return this.#exit === undefined ? this.#child.pid : undefined;
  }

  send(command: Command): void {
    if (this.#child.connected) this.#child.send(command);
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
    if (this.#child.connected) this.#child.send({ type: 'shutdown' });
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), deadlineMs);
    const exit = await this.#gone;
    clearTimeout(timer);
    return exit;
  }

  kill(): Promise<WorkerExit> {
    this.#stopping = true;
    this.#child.kill('SIGKILL');
    return this.#gone;
  }

  #keep(line: string): void {
    this.#lastLines.push(line);
    if (this.#lastLines.length > keptOutputLines) this.#lastLines.shift();
    for (const listener of this.#outputs) listener(line);
  }
}
