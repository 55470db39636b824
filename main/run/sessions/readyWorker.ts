import type { StartWorker, WorkerName, WorkerProcess } from '../workers/WorkerProcess.ts';
import { describeExit, FailureError } from './FailureError.ts';

/** A process is there within a tenth of a second, on a machine that is busy with other things within a few. */
const readyDeadlineMs = 30_000;

/**
 * Starts a worker and waits until it listens. One that ends, stands still or is no longer wanted is killed.
 *
 * @param what the process in words: "runner process".
 * @throws FailureError when it ends or does not answer within half a minute, or the signal's reason when it aborts.
 */
export async function readyWorker<Command extends { type: string }, Event extends { type: string }>(
  startWorker: StartWorker,
  name: WorkerName,
  what: string,
  signal?: AbortSignal,
): Promise<WorkerProcess<Command, Event>> {
  signal?.throwIfAborted();
  const worker = startWorker<Command, Event>(name);
  const leave: (() => void)[] = [];
  try {
    await new Promise<void>((resolve, reject) => {
      const deadline = setTimeout(() => reject(new FailureError(notReady(what))), readyDeadlineMs);
      const giveUp = (): void => reject(signal?.reason);
      signal?.addEventListener('abort', giveUp, { once: true });
      leave.push(
        () => clearTimeout(deadline),
        () => signal?.removeEventListener('abort', giveUp),
        worker.onEvent((event) => {
          if (event.type === 'ready') resolve();
        }),
        worker.onExit((exit) => reject(new FailureError(describeExit(what, exit)))),
      );
    });
    return worker;
  } catch (error) {
    await worker.kill();
    throw error;
  } finally {
    for (const each of leave) each();
  }
}

function notReady(what: string): { reason: string; remedy: string } {
  return {
    reason: `The ${what} was started and said nothing within ${readyDeadlineMs / 1000} s`,
    remedy: 'Try again when the machine is less busy and its disk answers.',
  };
}
