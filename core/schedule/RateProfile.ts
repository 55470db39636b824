/** The rate of arrivals over time, as what a schedule needs of it: its integral, and the inverse of that. */
export interface RateProfile {
  /** Milliseconds; Infinity for a profile without an end. */
  readonly durationMs: number;
  /** The integral of the rate over the whole duration: how many arrivals to expect. */
  readonly expectedCount: number;
  /** Requests per second at an instant from 0 to the duration. */
  ratePerSecondAt(atMs: number): number;
  /**
   * When the integral of the rate exceeds `arrivals` (0 to {@link expectedCount}, exclusive), in milliseconds from the
   * start. Where the rate is zero for a while this is the end of that while.
   */
  instantMs(arrivals: number): number;
}
