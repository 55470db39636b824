/** Outcome codes of a request record. `dropped` was never sent. */
export const requestOutcomes = ['ok', 'failed', 'timedOut', 'dropped'] as const;
export type RequestOutcome = (typeof requestOutcomes)[number];
export const outcomeCode = { ok: 0, failed: 1, timedOut: 2, dropped: 3 } as const satisfies Record<
  RequestOutcome,
  number
>;

/** Phase codes of a request record: only `measured` requests are counted. */
export const recordPhases = ['warmUp', 'measured', 'coolDown'] as const;
export type RecordPhase = (typeof recordPhases)[number];
export const phaseCode = { warmUp: 0, measured: 1, coolDown: 2 } as const satisfies Record<RecordPhase, number>;

/** The largest count that a column of a record holds: 32 bits, without the value that means {@link unknownTokens}. */
export const largestRecordedCount = 2 ** 32 - 2;
/**
 * Stands in `outputTokens` for a successful reply of which nobody says how many tokens it has: absent is not zero. Chunks
 * of earlier versions have 0 there, and never this value but for a server that claimed it, which was wrong.
 */
export const unknownTokens = 2 ** 32 - 1;

/**
 * Request records as columns, all of length `count`, in the order in which the requests ended. Times are milliseconds
 * since the run's origin on the monotonic clock; NaN where an instant never came. `firstTokenMs` is NaN when the reply
 * came whole (its content events are 0). `endMs` of a failed or timed-out request is when it was given up: it was in flight
 * until then, but has no latency. Tokens are those of all items of a batch together.
 */
export interface RecordChunk {
  count: number;
  intendedStartMs: Float64Array;
  actualStartMs: Float64Array;
  firstTokenMs: Float64Array;
  endMs: Float64Array;
  inputTokens: Uint32Array;
  /** {@link unknownTokens} where nobody knows. */
  outputTokens: Uint32Array;
  sentBytes: Uint32Array;
  receivedBytes: Uint32Array;
  /** Content events received, and how many of them carried more than one token (their gaps are no true ITL). */
  contentEvents: Uint32Array;
  multiTokenEvents: Uint32Array;
  /** {@link outcomeCode} and {@link phaseCode}. */
  outcome: Uint8Array;
  phase: Uint8Array;
  /** Index + 1 into the step's list of error kinds; 0 for none. */
  errorKind: Uint16Array;
  /** Index + 1 into the step's traffic classes, or the turn of a conversation; 0 for neither. */
  trafficClass: Uint8Array;
  /** Gaps between content events of all requests of the chunk, in order; `gapCount[i]` of them belong to request i. */
  gapCount: Uint32Array;
  gapMs: Float32Array;
}

/** A kind of failure seen in a step, with one untouched example of what was said. */
export interface ErrorKind {
  kind: string;
  example: string;
}
