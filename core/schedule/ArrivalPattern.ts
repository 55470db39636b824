import type { SeededRandom } from './SeededRandom.ts';

/**
 * How arrivals lie around a rate, without the rate: instants in units of the mean gap. A {@link RateProfile} turns them
 * into milliseconds.
 */
export interface ArrivalPattern {
  /** As it is written in plans and results: `constant`, `poisson`, `gamma:2`. */
  readonly name: string;
  /** Standard deviation of the gaps divided by their mean. */
  readonly coefficientOfVariation: number;
  /** A function that gives the next instant at each call, ascending, in units of the mean gap. */
  begin(random: SeededRandom): () => number;
}
