import { decimalsFor } from '../../format/decimalsFor.ts';
import { formatCount } from '../../format/formatCount.ts';
import { formatFixed } from '../../format/formatFixed.ts';
import { formatPercent } from '../../format/formatPercent.ts';
import type { ValidityCheck } from '../ValidityCheck.ts';

/** Above what rounding and the two edges of a measured window explain in a step of sensible length. */
const warnShare = 0.05;
/** Rate, latency and concurrency can no longer be figures of the same thing. */
const failShare = 0.1;
/** Fewer requests say nothing about a mean. */
const fewestRequests = 10;

/**
 * J. D. C. Little, "A proof for the queuing formula L = λW", Operations Research 9, 1961. Over a closed loop L is known:
 * it is the concurrency that the loop keeps up. The law is about time in the system, however it ends, so that failed
 * requests enter with the time until they were given up, and not as infinite.
 *
 * The window begins with the first counted send, when the other slots may still hold requests that are not counted, and
 * ends with the last counted end, when the other slots have run empty. Together these edges hide about
 * (N − 1)/N × latency / window of what was in flight (at most twice that when all latencies are equal), and the rate is
 * too low by as much. In a window so short that this exceeds the limit, a deviation is still a warning, because the rate
 * is that wrong; it is a failure only when it is more than the edges can hide.
 */
export const littlesLaw: ValidityCheck = {
  id: 'littles-law',
  question: 'Do rate, latency and requests in flight fit together?',
  definition:
    'Rate × mean time in flight must be the requests in flight that the closed loop keeps up (Little’s law). All counted requests enter, failed ones with the time until they were given up. More than 5 % off warns, more than 10 % fails. In a window of less than about twenty latencies, what its two edges cut off is allowed for before it fails, but not before it warns: the rate is too low by as much.',
  remedy:
    'Measure longer: at least twenty times the latency. If it stays, something other than the load holds requests back, on the client or in between.',
  complaint: 'rate, latency and requests in flight do not fit together',
  evidenceComes: 'meanwhile',
  evaluate({ loop, concurrency, completed, completionsPerSecond, meanResidenceMs }) {
    if (loop === 'open' || concurrency === undefined) return { status: 'skipped', detail: 'open loop' };
    if (completed < fewestRequests || completionsPerSecond === undefined || meanResidenceMs === undefined) {
      return { status: 'skipped', detail: `${formatCount(completed)} of ${fewestRequests} requests` };
    }
    const inFlight = (completionsPerSecond * meanResidenceMs) / 1000;
    const share = Math.abs(inFlight - concurrency) / concurrency;
    const detail = `${formatPercent(share * 100)} off`;
    if (share <= warnShare) return { status: 'pass', detail };
    const windowInLatencies = (completed * 1000) / completionsPerSecond / meanResidenceMs;
    const edgeShare = (concurrency - 1) / concurrency / windowInLatencies;
    const found = `rate × latency gives ${formatFixed(inFlight, decimalsFor(inFlight))} requests in flight where the loop kept ${formatCount(concurrency)}`;
    if (edgeShare <= warnShare) {
      return { status: share > failShare ? 'fail' : 'warn', detail, explanation: found };
    }
    return {
      status: share - 2 * edgeShare > failShare ? 'fail' : 'warn',
      detail,
      explanation: `${found}, in a window of only ${formatFixed(windowInLatencies, 1)} latencies`,
    };
  },
};
