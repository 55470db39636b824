import type { RunnerEvent, TargetAccess } from '../../core/contract/runnerProtocol.ts';
import { Redactor } from '../../core/secrets/Redactor.ts';

/**
 * Passes events on without the keys of a server: the last wall, for whatever was said and not cleaned where it was read.
 */
export function withoutSecrets(access: TargetAccess, send: (event: RunnerEvent) => void): (event: RunnerEvent) => void {
  const redactor = Redactor.of(access);
  return (event) => {
    // Columns of numbers, a second's worth of requests: only their kinds of failure are words; outputs are numbers, too.
    if (event.type === 'records') send({ ...event, errorKinds: redactor.cleanAll(event.errorKinds) });
    else if (event.type === 'live' || (event.type === 'outputsCollected' && 'outputs' in event)) send(event);
    else send(redactor.cleanAll(event));
  };
}
