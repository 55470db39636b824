import { app, utilityProcess } from 'electron';
import { workerEnvironment } from '../../run/workers/workerEnvironment.ts';
import type { AbnormalEnd, ForkUtility } from './UtilityChild.ts';

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
