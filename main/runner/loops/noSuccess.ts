import type { Failure } from '../../../core/contract/WorkerMessages.ts';
import type { FailureGuard } from './FailureGuard.ts';
import type { RequestLedger } from './RequestLedger.ts';

/** Why a step of which no counted request succeeded has no result. */
export function noSuccess(ledger: RequestLedger, guard: FailureGuard): Failure {
  const first = ledger.errorKinds.list[0];
  const { sent } = ledger.counted;
  if (sent === 0 && guard.failures === 0) {
    return {
      reason: 'No request was sent in the measured time: none was due in it.',
      remedy: 'Raise the rate, or measure for longer.',
    };
  }
  const reason = guard.anySuccess
    ? `No counted request succeeded: all ${sent} failed.`
    : `No request succeeded: all ${guard.failures} failed.`;
  return {
    reason: first === undefined ? reason : `${reason} The first failure was "${first.kind}".`,
    remedy: 'Mend what the target says, or raise the time-out when requests only take too long.',
    ...(first === undefined ? {} : { detail: first.example }),
  };
}
