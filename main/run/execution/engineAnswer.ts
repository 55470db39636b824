import type { EngineCommand, EngineEvent } from '../../../core/contract/engineProtocol.ts';
import { describeExit } from '../sessions/describeExit.ts';
import { FailureError } from '../sessions/FailureError.ts';
import type { WorkerProcess } from '../workers/WorkerProcess.ts';

/** The event that answers a command; rejects with the worker's failure, its end, or the signal's reason. */
export async function engineAnswer<Type extends EngineEvent['type']>(
  worker: WorkerProcess<EngineCommand, EngineEvent>,
  type: Type,
  signal: AbortSignal,
): Promise<Extract<EngineEvent, { type: Type }>> {
  const leave: (() => void)[] = [];
  try {
    return await new Promise((resolve, reject) => {
      const stopWaiting = (): void => reject(signal.reason);
      if (signal.aborted) stopWaiting();
      signal.addEventListener('abort', stopWaiting, { once: true });
      leave.push(
        () => signal.removeEventListener('abort', stopWaiting),
        worker.onEvent((event) => {
          if (event.type === 'failed') reject(new FailureError(event.failure));
          else if (event.type === type) resolve(event as Extract<EngineEvent, { type: Type }>);
        }),
        worker.onExit((exit) => reject(new FailureError(describeExit('engine process', exit)))),
      );
    });
  } finally {
    for (const stop of leave) stop();
  }
}
