import { app, dialog } from 'electron';
import type { ShellLog } from './ShellLog.ts';

/**
 * Catches what nothing else caught in the main process: written to the log, and shown to the user, once at a time. The
 * program goes on, since a run in other processes is not touched by it.
 */
export function reportUnexpected(log: ShellLog): void {
  let showing = false;
  const report = (error: unknown): void => {
    log.write('error', 'Something unexpected happened', error);
    if (showing || !app.isReady()) return;
    showing = true;
    void dialog
      .showMessageBox({
        type: 'error',
        message: 'Something unexpected happened in Inferneo Bench.',
        detail: `${error instanceof Error ? error.message : String(error)}\n\nWhat was measured is kept. If the window misbehaves, restart it. The log is ${log.path}`,
      })
      .then(() => {
        showing = false;
      });
  };
  process.on('uncaughtException', report);
  process.on('unhandledRejection', report);
}
