import type { PlannedStep } from '../contract/plannedStep.ts';
import type { StepResult } from '../contract/resultDocument.ts';
import { targetTraits } from '../targets/targets.ts';
import type { CountedRequests } from './countedRequests.ts';

/** Bytes of all counted requests as the transport counted them, and what a successful one takes on the mean. */
export function networkOf(step: Pick<PlannedStep, 'engine'>, counted: CountedRequests): StepResult['network'] {
  const { networkAbsent } = targetTraits(step);
  if (networkAbsent !== undefined) return { absent: networkAbsent };
  const { ok, sentBytes, receivedBytes, okBytes, okContentEvents } = counted;
  if (ok === 0) return { sentBytes, receivedBytes };
  return {
    sentBytes,
    receivedBytes,
    sentBytesPerRequest: okBytes.sent / ok,
    receivedBytesPerRequest: okBytes.received / ok,
    chunksPerResponse: okContentEvents / ok,
  };
}
