import { fork } from 'node:child_process';
import { createInterface } from 'node:readline';
import { SupervisedWorker } from './SupervisedWorker.ts';
import type { StartWorker, WorkerName } from './WorkerProcess.ts';
import { workerEnvironment } from './workerEnvironment.ts';

/**
 * Starts workers as forked Node processes from a directory of built bundles (`runner.cjs`, `engine.cjs`, …), with
 * structured clone between parent and worker so that typed arrays arrive as such.
 */
export function forkWorker(bundleDirectory: string): StartWorker {
  return (name) => new ForkedWorker(name, `${bundleDirectory}/${name}.cjs`);
}

class ForkedWorker<Command extends { type: string }, Event extends { type: string }> extends SupervisedWorker<
  Command,
  Event
> {
  readonly #child: ReturnType<typeof fork>;

  constructor(name: WorkerName, bundlePath: string) {
    super(name);
    this.#child = fork(bundlePath, [], {
      serialization: 'advanced',
      env: workerEnvironment(process.env),
      execArgv: [],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#child.on('error', (error) => {
      this.tellOutput(error.message);
      if (this.#child.pid === undefined) this.tellExit(null, null);
    });
    this.#child.on('message', (message) => this.tellEvent(message as unknown as Event));
    // There are none where the process could not be started.
    for (const stream of [this.#child.stdout ?? [], this.#child.stderr ?? []].flat()) {
      createInterface({ input: stream }).on('line', (line) => this.tellOutput(line));
    }
    // 'close' and not 'exit': what it printed last has then been read.
    this.#child.on('close', (code, signal) => {
      if (this.#child.pid !== undefined) this.tellExit(code, signal);
    });
  }

  get processId(): number | undefined {
    return this.hasExited ? undefined : this.#child.pid;
  }

  protected post(message: Command | { type: 'shutdown' }): void {
    if (this.#child.connected) this.#child.send(message);
  }

  protected killNow(): void {
    this.#child.kill('SIGKILL');
  }
}
