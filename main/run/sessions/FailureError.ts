import type { Failure } from '../../../core/contract/WorkerMessages.ts';
import type { WorkerExit } from '../workers/WorkerProcess.ts';

/** An error that carries what a user needs: the reason, the remedy, and the raw text behind it. */
export class FailureError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.reason);
    this.name = 'FailureError';
    this.failure = failure;
  }
}

/** The failure behind a text in which the system says that no more files may be open; undefined for any other text. */
export function tooFewFiles(text: string): Failure | undefined {
  if (!/\b(EMFILE|ENFILE)\b/.test(text)) return undefined;
  return {
    reason: 'Too few files may be open at once: each process, pipe and connection takes some',
    remedy: 'Raise the limit for this shell with "ulimit -n 4096", then start again.',
    detail: text,
  };
}

/** The failure within an error, or one made of its message where it carries none. */
export function failureOf(error: unknown): Failure {
  if (error instanceof FailureError) return error.failure;
  const reason = error instanceof Error ? error.message : String(error);
  const known = tooFewFiles(reason);
  if (known !== undefined) return known;
  return {
    reason,
    remedy: 'This was not foreseen. Please report it with the text below.',
    detail: error instanceof Error && error.stack !== undefined ? error.stack : reason,
  };
}

/** Why a worker that should still be there is gone, in words. */
export function describeExit(what: string, exit: WorkerExit): Failure {
  const known = tooFewFiles(exit.output);
  if (known !== undefined) return { ...known, reason: `The ${what} could not be started. ${known.reason}` };
  const how =
    exit.signal !== null
      ? `was ended by ${exit.signal}`
      : exit.code === null
        ? 'could not be started'
        : `ended with exit code ${exit.code}`;
  const remedy =
    exit.signal === 'SIGKILL'
      ? 'Something ended it from outside: look for the kernel’s out-of-memory messages (dmesg), then run the rest again.'
      : 'Run the rest again; if it happens again, report it with the text below.';
  return { reason: `The ${what} ${how}`, remedy, ...(exit.output === '' ? {} : { detail: exit.output }) };
}
