import type { Quality } from '../../../core/contract/engineProtocol.ts';
import type { StepResult } from '../../../core/contract/resultDocument.ts';
import type { LogLine } from '../../../core/contract/WorkerMessages.ts';
import { endSentence } from '../../../core/format/endSentence.ts';
import { failureOf } from '../sessions/FailureError.ts';

/**
 * What a model's outputs are worth, or why that is not known: that it cannot be found out keeps no model from being
 * measured, and the log says it.
 *
 * @param source whose words the log gives.
 * @throws the signal's reason when it aborts.
 */
export async function qualityOrAbsent(
  model: string,
  source: LogLine['source'],
  measure: () => Promise<Quality>,
  onLog: (line: LogLine) => void,
  signal: AbortSignal,
): Promise<StepResult['quality']> {
  try {
    return { ...(await measure()) };
  } catch (error) {
    signal.throwIfAborted();
    const { reason, remedy } = failureOf(error);
    const message = `The quality of ${model} was not measured. ${endSentence(reason)} ${remedy}`;
    onLog({ level: 'warn', source, message });
    return { absent: reason };
  }
}
