import { formatPercent } from '../../format/formatPercent.ts';
import type { ValidityCheck } from '../ValidityCheck.ts';

/** Queueing in a single thread doubles its own delays at half load. */
const warnPercent = 50;
/** The client's one thread has no time left: what is measured is the client. */
const failPercent = 90;

export const clientSaturation: ValidityCheck = {
  id: 'client-saturation',
  question: 'Had the client time to spare, so that the target is what was measured?',
  definition:
    'Processor time of the measuring process in the measured window, without the time it spent waiting for an instant, in percent of the one core that it can use. From 50 % on it warns, from 90 % on it fails.',
  remedy: 'Lower the load of this client, spread it over several, or give it a core that nothing else uses.',
  complaint: 'the client was busy itself',
  evaluate({ clientBusyPercent }) {
    if (clientBusyPercent === undefined) return { status: 'skipped', detail: 'the client gave no figure' };
    const status = clientBusyPercent >= failPercent ? 'fail' : clientBusyPercent >= warnPercent ? 'warn' : 'pass';
    return { status, detail: `${formatPercent(clientBusyPercent)} of a core` };
  },
};
