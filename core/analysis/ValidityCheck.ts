import type { PercentileName } from '../contract/distribution.ts';
import type { CheckId, CheckStatus } from '../contract/resultDocument.ts';
import type { StepSteadiness } from './reliability.ts';

export interface CheckOutcome {
  status: CheckStatus;
  /** The figure it rests on, short: "0.8 % off", "p99.9: 5633 of 6636". */
  detail: string;
  /** Only when it warns or fails: what was found and what it was held against, to be read as a sentence without its capital. */
  explanation?: string;
  /** Of the client: it did not reach its limit, it only stood still for a while. */
  onlyStoodStill?: boolean;
}

/** One reason to doubt a step's numbers. Limits are constants in the check's own file, each with its reason. */
export interface ValidityCheck {
  id: CheckId;
  /** What it asks, in a plain sentence. */
  question: string;
  /** What is computed, and the limits. */
  definition: string;
  /** What to do when it warns or fails. */
  remedy: string;
  /** What is wrong when it warns or fails, to be read within a sentence: "the far tail is thin". */
  complaint: string;
  /** When its evidence is there: with the records as they come, or only when the step has ended and the runner gave its account. */
  evidenceComes: 'meanwhile' | 'at the end';
  evaluate(evidence: StepEvidence): CheckOutcome;
}

/** What validity is judged by: figures of a step's counted requests and of the client that measured them. */
export interface StepEvidence {
  loop: 'open' | 'closed';
  /** Requests that a closed loop keeps in flight; absent where they change from phase to phase. */
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
  /** What the client does at most on this machine, requests per second; absent where it was not calibrated. */
  clientCeilingPerSecond?: number;
  /**
   * Open loops, of two requests or more. Where overload is what is sought, as if there had always been a place for a
   * request that was due.
   */
  schedule?: { plannedPerSecond: number; sentPerSecond: number };
  /**
   * Open loops: 99th percentile of the client's own lag, the median of the service time, and how many requests waited
   * because as many were in flight as the load allows.
   */
  sendLag?: { p99Ms: number; medianServiceMs: number; waited: number; longestWaitMs: number };
  /** Stress tests: of the counted requests those that were due when the load had broken the target; unknown while it runs. */
  beyondBreaking?: { requests: number; bad: number; offeredPerSecond: number } | 'unknown' | undefined;
  /** Longest time that the client's loop did not turn, and the sum of the long ones; absent when the runner could not tell. */
  clientStood?: { longestMs: number; totalMs: number; windowMs: number };
  /**
   * Requests to a server by who counted their output tokens, those of which nobody did, and those of which the server told
   * what cannot be, with an example; absent where the target counts exactly or makes none.
   */
  serverTokens?: {
    fromUsage: number;
    fromEvents: number;
    unknown?: number;
    impossible?: { replies: number; example: string };
  };
  /** As the server's usage says; absent where it says nothing of a cache. */
  promptCache?: { promptTokens: number; cachedTokens: number };
  /** Readings of the GPUs in the window, those with a reason for a lower clock, and the reasons; absent without a GPU. */
  gpuClocks?: { readings: number; throttled: number; reasons: readonly string[] } | { absent: string };
  /** Absent where the system tells none. */
  cpuGovernor?: string;
  /** Processor time of all but this program and its engine, percent of one core. */
  otherLoad?: { meanPercent: number; cores: number } | { absent: string };
  /** How far the time of day moved against the monotonic clock over the window, milliseconds. */
  wallClock?: { stepMs: number; windowMs: number };
  /** How steady throughput and latency were, or why that cannot be told; absent while it runs. */
  steadiness?: StepSteadiness;
  /** Absent when the target gives no output to look at. `tokensWanted` is 0 where outputs have no tokens. */
  outputs?: { seen: number; empty: number; short: number; distinct: number; tokensWanted: number; isSampled: boolean };
}
