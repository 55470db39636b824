import type { EngineCommand, EngineEvent } from '../../../core/contract/engineProtocol.ts';
import { FailureError } from '../sessions/FailureError.ts';
import type { StartWorker } from '../workers/WorkerProcess.ts';
import { engineAnswer } from './engineAnswer.ts';

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
