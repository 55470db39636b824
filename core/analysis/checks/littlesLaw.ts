import { formatPercent } from '../../format/formatPercent.ts';
import type { ValidityCheck } from '../ValidityCheck.ts';

/** Above what rounding and the two edges of a measured window explain in a step of sensible length. */
const warnShare = 0.05;
/** Rate, latency and concurrency can no longer be figures of the same thing. */
const failShare = 0.1;

/**
 * J. D. C. Little, "A proof for the queuing formula L = λW", Operations Research 9, 1961. Over a closed loop L is known:
 * it is the concurrency that the loop keeps up.
 */
export const littlesLaw: ValidityCheck = {
  id: 'littles-law',
  question: 'Do rate, latency and requests in flight fit together?',
  definition:
    'Rate × mean time in flight must be the requests in flight that the closed loop keeps up (Little’s law). All counted requests enter, failed ones with the time until they were given up. More than 5 % off warns, more than 10 % fails.',
  remedy:
    'Measure longer: at least twenty times the latency. If it stays, something other than the load holds requests back, on the client or in between.',
  complaint: 'rate, latency and requests in flight do not fit together',
  evaluate({ loop, concurrency, completed, completionsPerSecond, meanResidenceMs }) {
    if (loop === 'open' || concurrency === undefined) return { status: 'skipped', detail: 'open loop' };
    if (completed < 2 || completionsPerSecond === undefined || meanResidenceMs === undefined) {
      return { status: 'skipped', detail: `${completed} requests` };
    }
    const inFlight = (completionsPerSecond * meanResidenceMs) / 1000;
    const share = Math.abs(inFlight - concurrency) / concurrency;
    const status = share > failShare ? 'fail' : share > warnShare ? 'warn' : 'pass';
    return { status, detail: `${formatPercent(share * 100)} off` };
  },
};
