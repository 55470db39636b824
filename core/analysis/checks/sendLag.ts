import { formatLatency } from '../../format/latency.ts';
import { formatCount } from '../../format/numbers.ts';
import type { ValidityCheck } from '../ValidityCheck.ts';

/** A lag that no percentile shows at the precision in which it is written. */
const warnShare = 0.1;
/** From here on latency is as much the client's as the target's. */
const failShare = 0.5;
/** What a timer of an operating system that serves everybody is late by; below it nothing is said of short latencies. */
const unavoidableMs = 1;

export const sendLag: ValidityCheck = {
  id: 'send-lag',
  question: 'Were requests sent when they were due?',
  definition:
    'The 99th percentile of what the client took to send a request that was due, against the median service time. More than 10 % of it (and more than 1 ms) warns, more than 50 % fails. What a request waited because as many were in flight as the load allows is no part of it: then the target has too much to do, and the wait would be in its queue otherwise. Both are in the latency, which counts from the intended start: the numbers are true, but part of them is the client’s.',
  remedy: 'Lower the rate, give the client a core of its own, or share the load between several.',
  complaint: 'requests left the client late',
  evidenceComes: 'meanwhile',
  evaluate({ loop, sendLag: lag }) {
    if (loop === 'closed') return { status: 'skipped', detail: 'closed loop' };
    if (lag === undefined) return { status: 'skipped', detail: 'no request was sent' };
    const { p99Ms, medianServiceMs, waited, longestWaitMs } = lag;
    const waits =
      waited === 0
        ? ''
        : `; ${formatCount(waited)} waited for a place among those in flight, up to ${formatLatency(longestWaitMs)}`;
    const detail = `p99 ${formatLatency(p99Ms)}${waits}`;
    if (p99Ms <= Math.max(unavoidableMs, warnShare * medianServiceMs)) return { status: 'pass', detail };
    return {
      status: p99Ms > Math.max(unavoidableMs, failShare * medianServiceMs) ? 'fail' : 'warn',
      detail,
      explanation: `one request in a hundred left ${formatLatency(p99Ms)} late, where the target needs ${formatLatency(medianServiceMs)}`,
    };
  },
};
