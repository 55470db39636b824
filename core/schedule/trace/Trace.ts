/**
 * Recorded requests of real traffic, in the order of their arrival, as columns of the same length. Of a million of them
 * 16 MB are kept.
 */
export interface Trace {
  readonly count: number;
  /** Milliseconds since the first arrival, ascending; equal ones are possible. */
  readonly instantsMs: Float64Array;
  /** Absent where the recording has no such lengths. */
  readonly promptTokens?: Uint32Array;
  readonly outputTokens?: Uint32Array;
  /** What was done to the recording or assumed about it, each a sentence for who uses it. */
  readonly notes: readonly string[];
}
