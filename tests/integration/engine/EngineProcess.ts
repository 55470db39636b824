import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { EngineCommand, EngineEvent } from '../../../core/contract/engineProtocol.ts';

const entry = new URL('../../../main/engine/index.ts', import.meta.url).pathname;

/** A real engine process, started as the command line starts it, with all that it says kept. */
export class EngineProcess {
  readonly child: ChildProcess;
  readonly events: EngineEvent[] = [];
  readonly exit: Promise<{ code: number | null; signal: string | null }>;
  #wake: () => void = () => undefined;

  constructor() {
    this.child = fork(entry, [], { serialization: 'advanced', execArgv: [], stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    this.child.on('message', (event) => {
      this.events.push(event as EngineEvent);
      this.#wake();
    });
    this.exit = once(this.child, 'exit').then(([code, signal]) => {
      this.#wake();
      return { code: code as number | null, signal: signal as string | null };
    });
  }

  get isAlive(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  send(command: EngineCommand): void {
    this.child.send(command);
  }

  /** Loads DistilGPT-2 and gives what came of it. */
  async load(cacheDirectory: string, socketPath: string): Promise<EngineEvent> {
    const source = { kind: 'gpt', architecture: 'distilgpt2', precision: 'float32' } as const;
    const loading = { source, provider: 'cpu', prepacking: true, threads: 1 } as const;
    this.send({ type: 'load', model: 'distilgpt2', ...loading, cacheDirectory, socketPath });
    return this.event((event) => event.type === 'loaded' || event.type === 'failed');
  }

  /** The first event that fits; waits for it, and throws when the process ends without it. */
  async event(fits: (event: EngineEvent) => boolean): Promise<EngineEvent> {
    for (;;) {
      const found = this.events.find(fits);
      if (found !== undefined) return found;
      if (!this.isAlive) throw new Error('the engine process ended');
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  logs(): string[] {
    return this.events.flatMap((event) => (event.type === 'log' ? [event.line.message] : []));
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.exit;
  }
}
