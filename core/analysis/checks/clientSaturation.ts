import { formatPercent } from '../../format/formatPercent.ts';
import type { ValidityCheck } from '../ValidityCheck.ts';

/** A single thread that is busy half of the time makes what arrives wait as long again as it takes to handle. */
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
  evidenceComes: 'at the end',
  evaluate({ clientBusyPercent }) {
    if (clientBusyPercent === undefined) return { status: 'skipped', detail: 'the client gave no figure' };
    const detail = `${formatPercent(clientBusyPercent)} of a core`;
    if (clientBusyPercent < warnPercent) return { status: 'pass', detail };
    return {
      status: clientBusyPercent >= failPercent ? 'fail' : 'warn',
      detail,
      explanation: `the client used ${detail} where it should stay below ${formatPercent(warnPercent)}`,
    };
  },
};
