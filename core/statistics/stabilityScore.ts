/** What a stability score is made of; each a share, 0 where all is well. */
export interface StabilityInputs {
  /** {@link windowVariation} of throughput and of latency. */
  readonly throughputVariation: number;
  readonly latencyVariation: number;
  /** Change over the whole step along its trend, as a share of the mean; either sign. */
  readonly drift: number;
  /** Failed requests of all. */
  readonly errorRate: number;
}

/** The share at which each input has used up all points: five times the limit of a steady step, and one failure in 20. */
const exhaustedAt: StabilityInputs = { throughputVariation: 0.25, latencyVariation: 0.5, drift: 0.5, errorRate: 0.05 };

/**
 * 0 to 100: 100 × the product over the four inputs of (1 − share / its limit), each at least 0. A product, so that one
 * thing that is all wrong cannot be hidden by three that are right. It is a definition of this product, not a standard.
 */
export function stabilityScore(inputs: StabilityInputs): number {
  const { throughputVariation, latencyVariation, drift, errorRate } = inputs;
  const left = (share: number, limit: number): number => Math.max(0, 1 - Math.abs(share) / limit);
  return (
    100 *
    left(throughputVariation, exhaustedAt.throughputVariation) *
    left(latencyVariation, exhaustedAt.latencyVariation) *
    left(drift, exhaustedAt.drift) *
    left(errorRate, exhaustedAt.errorRate)
  );
}
