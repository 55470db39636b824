import { formatPercent } from '../../format/formatPercent.ts';
import { formatRate } from '../../format/formatRate.ts';
import type { ValidityCheck } from '../ValidityCheck.ts';

/** A single thread that is busy half of the time makes what arrives wait as long again as it takes to handle. */
const warnPercent = 50;
/** The client's one thread has no time left: what is measured is the client. */
const failPercent = 90;
/** Above half of what the client can do at most, a share of each latency is its own queue. */
const warnCeilingShare = 0.5;

export const clientSaturation: ValidityCheck = {
  id: 'client-saturation',
  question: 'Had the client time to spare, so that the target is what was measured?',
  definition:
    'Processor time of the measuring process in the measured window, without the time it spent waiting for an instant, in percent of the one core that it can use. From 50 % on it warns, from 90 % on it fails. Beside it, the rate of requests against the ceiling of the client, measured on this machine with a server that does nothing: above half of it warns.',
  remedy: 'Lower the load of this client, spread it over several, or give it a core that nothing else uses.',
  complaint: 'the client was busy itself',
  evidenceComes: 'at the end',
  evaluate({ clientBusyPercent, clientCeilingPerSecond, completionsPerSecond }) {
    if (clientBusyPercent === undefined) return { status: 'skipped', detail: 'the client gave no figure' };
    const share =
      clientCeilingPerSecond === undefined || completionsPerSecond === undefined
        ? undefined
        : completionsPerSecond / clientCeilingPerSecond;
    const ofCeiling =
      share === undefined || clientCeilingPerSecond === undefined
        ? ''
        : `, ${formatPercent(100 * share)} of its ceiling of ${formatRate(clientCeilingPerSecond)}`;
    const detail = `${formatPercent(clientBusyPercent)} of a core${ofCeiling}`;
    const isBusy = clientBusyPercent >= warnPercent;
    if (!isBusy && (share === undefined || share <= warnCeilingShare)) return { status: 'pass', detail };
    return {
      status: clientBusyPercent >= failPercent ? 'fail' : 'warn',
      detail,
      explanation: isBusy
        ? `the client used ${formatPercent(clientBusyPercent)} of a core where it should stay below ${formatPercent(warnPercent)}`
        : `the client sent ${formatPercent(100 * (share ?? 0))} of what it can send at most, where half is the limit`,
    };
  },
};
