import type { WorkerName } from '../../run/workers/WorkerProcess.ts';

/** What is used of Electron's UtilityProcess. */
export interface UtilityChild {
  /** Undefined until the process exists, and after it has gone. */
  readonly pid: number | undefined;
  readonly stdout: NodeJS.ReadableStream | null;
  readonly stderr: NodeJS.ReadableStream | null;
  postMessage(message: unknown): void;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'spawn', listener: () => void): unknown;
  on(event: 'exit', listener: (code: number) => void): unknown;
}

/** Electron's `child-process-gone` for a process that did not end by itself. */
export interface AbnormalEnd {
  /** `killed`, `crashed`, `oom`, … */
  reason: string;
  /** On Linux and macOS the number of the signal where the reason is a signal. */
  exitCode: number;
}

/** Starts one utility process; `onAbnormalEnd` is called just after its `exit` event where it did not end by itself. */
export type ForkUtility = (name: WorkerName, onAbnormalEnd: (end: AbnormalEnd) => void) => UtilityChild;
