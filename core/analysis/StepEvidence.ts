import type { PercentileName } from '../contract/resultDocument.ts';

/** What validity is judged by: figures of a step's counted requests and of the client that measured them. */
export interface StepEvidence {
  loop: 'open' | 'closed';
  /** Requests that a closed loop keeps in flight. */
  concurrency?: number;
  /** Counted requests by outcome; `completed` is all of them that were sent. */
  completed: number;
  ok: number;
  failed: number;
  timedOut: number;
  dropped: number;
  /** Counted requests that ended, in any way, per second of the measured window; absent when none did. */
  completionsPerSecond?: number;
  /** Mean time that counted requests were in flight, failed ones until they were given up. */
  meanResidenceMs?: number;
  /** Requests in flight on the mean of the window, as the runner counted them apart from its records; absent while it runs. */
  meanInFlight?: number;
  /** Reported percentiles of latency that rest on fewer requests than their floor. */
  belowFloor: readonly PercentileName[];
  /** Processor time of the client without waiting in a spin, percent of one core; absent when the runner could not tell. */
  clientBusyPercent?: number;
  /** Absent when the target gives no output to look at. */
  outputs?: { seen: number; empty: number; short: number; distinct: number; tokensWanted: number; isSampled: boolean };
}
