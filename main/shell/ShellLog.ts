import { appendFileSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { app, dialog } from 'electron';
import type { LogLevel } from '../../core/contract/WorkerMessages.ts';
import { visibleLines } from '../../core/format/visibleText.ts';
import { makeDirectory } from '../files/makeDirectory.ts';

/** Beyond this size the log begins anew, and the one before is kept beside it. */
const sizeLimitBytes = 1_000_000;

/**
 * The window's own log: to standard error and to a file. Written synchronously, for a line that explains an end must be
 * there after it; there are few. A disk that cannot be written to never ends the program.
 */
export class ShellLog {
  readonly path: string;
  readonly #now: () => Date;

  constructor(path: string, now: () => Date = () => new Date()) {
    this.path = path;
    this.#now = now;
  }

  write(level: LogLevel, message: string, error?: unknown): void {
    const detail =
      error === undefined ? '' : `: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
    // It is read in a terminal, and whoever wrote what went wrong is not known here.
    const line = visibleLines(`${this.#now().toISOString()} ${level} ${message}${detail}\n`);
    process.stderr.write(line);
    try {
      makeDirectory(dirname(this.path));
      this.#beginAnewWhenLarge();
      appendFileSync(this.path, line);
    } catch (failure) {
      process.stderr.write(`The log ${this.path} could not be written: ${String(failure)}\n`);
    }
  }

  #beginAnewWhenLarge(): void {
    const size = statSync(this.path, { throwIfNoEntry: false })?.size ?? 0;
    if (size > sizeLimitBytes) renameSync(this.path, `${this.path}.1`);
  }
}

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
