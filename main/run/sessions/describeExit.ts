import type { Failure } from '../../../core/contract/WorkerMessages.ts';
import type { WorkerExit } from '../workers/WorkerProcess.ts';
import { tooFewFiles } from './FailureError.ts';

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
