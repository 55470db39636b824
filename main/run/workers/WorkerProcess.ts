export type WorkerName = 'runner' | 'engine' | 'telemetry' | 'store' | 'nullServer';

/** How a worker ended: an exit code, or the signal that killed it; `output` is the last of what it printed. */
export interface WorkerExit {
  code: number | null;
  signal: string | null;
  output: string;
  /** Whether it ended because `stop` was called. */
  expected: boolean;
}

/** A worker process as its parent sees it, whichever runtime started it. */
export interface WorkerProcess<Command, Event> {
  readonly name: WorkerName;
  /** Undefined until the process exists, and after it has gone. */
  readonly processId: number | undefined;
  send(command: Command): void;
  /** Each returns a function that unsubscribes. */
  onEvent(listener: (event: Event) => void): () => void;
  onOutput(listener: (line: string) => void): () => void;
  onExit(listener: (exit: WorkerExit) => void): () => void;
  /** Sends `shutdown`, waits up to the deadline for the exit, then kills. Resolves once the process is gone. */
  stop(deadlineMs: number): Promise<WorkerExit>;
  /** Ends it at once. */
  kill(): Promise<WorkerExit>;
}

/** Starts a worker: `utilityProcess` in the app, a forked Node process in the command line. */
export type StartWorker = <Command extends { type: string }, Event extends { type: string }>(
  name: WorkerName,
) => WorkerProcess<Command, Event>;
