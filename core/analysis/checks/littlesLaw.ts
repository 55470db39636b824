import { decimalsFor, formatCount, formatFixed, formatPercent } from '../../format/numbers.ts';
import type { CheckOutcome, ValidityCheck } from '../ValidityCheck.ts';

/** Above what rounding and the two edges of a measured window explain in a step of sensible length. */
const warnShare = 0.05;
/** Rate, latency and concurrency can no longer be figures of the same thing. */
const failShare = 0.1;
/** Fewer requests say nothing about a mean. */
const fewestRequests = 10;

interface Comparison {
  /** How far off, as a share. */
  share: number;
  /** Part of it that the edges of the window explain. */
  allowedShare: number;
  explanation: string;
}

/**
 * J. D. C. Little, "A proof for the queuing formula L = λW", Operations Research 9, 1961. Over a closed loop L is known:
 * it is the concurrency that the loop keeps up. And the runner counts it, apart from its records. The law is about time
 * in the system, however it ends, so that failed requests enter with the time until they were given up, and not as
 * infinite.
 *
 * The window begins with the first counted send, when the other slots may still hold requests that are not counted, and
 * ends with the last counted end, when the other slots have run empty. Together these edges hide about
 * (N − 1)/N × latency / window of what was in flight; up to twice that when all latencies are equal, and more when they
 * are spread out, since the slots then wait for the slowest of the last requests. The rate is too low by as much. A
 * deviation within twice the edges is therefore a warning, because the rate is that wrong; it is a failure only beyond.
 */
export const littlesLaw: ValidityCheck = {
  id: 'littles-law',
  question: 'Do rate, latency and requests in flight fit together?',
  definition:
    'Rate × mean time in flight must be the requests in flight that the closed loop keeps up (Little’s law), and those that the runner counted apart from its records; only these where the load changes from phase to phase. All counted requests enter, failed ones with the time until they were given up. More than 5 % off warns, more than 10 % fails. What the two edges of the window cut off, about one latency at each place, is allowed for twice before it fails, but not before it warns: the rate is too low by as much.',
  remedy:
    'Measure longer: at least forty times the latency, and longer still where latencies differ much. If it stays, something other than the load holds requests back, on the client or in between.',
  complaint: 'rate, latency and requests in flight do not fit together',
  evidenceComes: 'meanwhile',
  evaluate({ loop, concurrency, completed, completionsPerSecond, meanResidenceMs, meanInFlight }) {
    if (loop === 'open') return { status: 'skipped', detail: 'open loop' };
    if (completed < fewestRequests || completionsPerSecond === undefined || meanResidenceMs === undefined) {
      return { status: 'skipped', detail: `${formatCount(completed)} of ${fewestRequests} requests` };
    }
    const inFlight = (completionsPerSecond * meanResidenceMs) / 1000;
    const given = `rate × latency gives ${figure(inFlight)} requests in flight`;
    const withCount =
      meanInFlight === undefined
        ? undefined
        : judge({
            share: Math.abs(inFlight - meanInFlight) / meanInFlight,
            allowedShare: 0,
            explanation: `${given} where the runner counted ${figure(meanInFlight)}: records are missing, or twice there`,
          });
    if (concurrency === undefined) {
      return withCount ?? { status: 'skipped', detail: 'requests in flight change on purpose; counted at the end' };
    }
    const windowInLatencies = (completed * 1000) / completionsPerSecond / meanResidenceMs;
    const allowedShare = (2 * (concurrency - 1)) / concurrency / windowInLatencies;
    const kept = `${given} where the loop kept ${formatCount(concurrency)}`;
    const withLoad = judge({
      share: Math.abs(inFlight - concurrency) / concurrency,
      allowedShare,
      explanation:
        allowedShare <= warnShare
          ? kept
          : `${kept}, in a window of only ${formatFixed(windowInLatencies, 1)} latencies`,
    });
    if (withCount === undefined || withLoad.status === 'fail') return withLoad;
    return withCount.status === 'pass' ? withLoad : withCount;
  },
};

function judge({ share, allowedShare, explanation }: Comparison): CheckOutcome {
  const detail = `${formatPercent(share * 100)} off`;
  if (share <= warnShare) return { status: 'pass', detail };
  return { status: share - allowedShare > failShare ? 'fail' : 'warn', detail, explanation };
}

function figure(inFlight: number): string {
  return formatFixed(inFlight, decimalsFor(inFlight));
}
