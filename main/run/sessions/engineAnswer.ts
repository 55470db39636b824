import type { EngineCommand, EngineEvent } from '../../../core/contract/engineProtocol.ts';
import type { StartWorker, WorkerProcess } from '../workers/WorkerProcess.ts';
import { describeExit, FailureError } from './FailureError.ts';

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

const answers = { inspect: 'inspected', dryRun: 'dryRan', probe: 'probed' } as const;
type Question = Extract<EngineCommand, { type: keyof typeof answers }>;
type Answer<Type extends keyof typeof answers> = Extract<EngineEvent, { type: (typeof answers)[Type] }>;

/**
 * Asks an engine process that is thrown away afterwards, because what it loads may take it down.
 *
 * @throws FailureError with the engine's refusal, how its process ended, or that it gave no answer in time.
 */
export async function askEngineOnce<Asked extends Question>(
  startWorker: StartWorker,
  question: Asked,
  timeoutMs: number,
): Promise<Answer<Asked['type']>> {
  const worker = startWorker<EngineCommand, EngineEvent>('engine');
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(new FailureError(noAnswer(question, timeoutMs))), timeoutMs);
  try {
    const type: keyof typeof answers = question.type;
    worker.onEvent((event) => {
      if (event.type === 'ready') worker.send(question);
    });
    return (await engineAnswer(worker, answers[type], deadline.signal)) as Answer<Asked['type']>;
  } finally {
    clearTimeout(timer);
    await worker.kill();
  }
}

function noAnswer(question: Question, timeoutMs: number): { reason: string; remedy: string } {
  return {
    reason: `The engine gave no answer to "${question.type}" within ${timeoutMs / 1000} s`,
    remedy: 'Try again when the machine is less busy and the file is on a disk that answers.',
  };
}
