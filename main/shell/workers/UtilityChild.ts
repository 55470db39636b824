import { app, utilityProcess } from 'electron';
import type { WorkerName } from '../../run/workers/WorkerProcess.ts';
import { workerEnvironment } from '../../run/workers/workerEnvironment.ts';

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

/** The report of an abnormal end follows the exit at once; a process that ended by itself has none. */
const forgetAfterMs = 1000;

/**
 * Starts workers from a directory of built bundles (`runner.cjs`, `engine.cjs`, …) as utility processes of Electron.
 * Electron reports an abnormal end by the name of the service only, so each process gets a name of its own.
 */
export function forkUtility(bundleDirectory: string): ForkUtility {
  const abnormalEnds = new Map<string, (end: AbnormalEnd) => void>();
  app.on('child-process-gone', (_event, details) => {
    if (details.name !== undefined) abnormalEnds.get(details.name)?.(details);
  });
  let started = 0;
  return (name, onAbnormalEnd) => {
    started += 1;
    const serviceName = `Inferneo Bench ${name} ${started}`;
    const child = utilityProcess.fork(`${bundleDirectory}/${name}.cjs`, [], {
      serviceName,
      env: workerEnvironment(process.env),
      execArgv: [],
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    abnormalEnds.set(serviceName, onAbnormalEnd);
    child.on('exit', () => setTimeout(() => abnormalEnds.delete(serviceName), forgetAfterMs).unref());
    return child;
  };
}
