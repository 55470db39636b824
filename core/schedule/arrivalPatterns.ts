import type { SeededRandom } from '../statistics/SeededRandom.ts';

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

/** Every gap is the mean gap, the first arrival at the start: the i-th is exactly i, without a sum that could drift. */
export const constantArrivals: ArrivalPattern = {
  name: 'constant',
  coefficientOfVariation: 0,
  begin: () => {
    let index = -1;
    return () => {
      index += 1;
      return index;
    };
  },
};

/** Independent exponential gaps: users who know nothing of each other. The first arrival comes after a gap as well. */
export const poissonArrivals: ArrivalPattern = {
  name: 'poisson',
  coefficientOfVariation: 1,
  begin: (random) => {
    let instant = 0;
    return () => {
      instant += random.exponential(1);
      return instant;
    };
  },
};

/**
 * Independent gamma gaps: more even than Poisson below a coefficient of variation of 1, burstier above it.
 *
 * @param coefficientOfVariation from 0.05 to 10; the shape of the gamma distribution is its inverse square
 */
export function gammaArrivals(coefficientOfVariation: number): ArrivalPattern {
  const scale = coefficientOfVariation ** 2;
  const shape = 1 / scale;
  return {
    name: `gamma:${coefficientOfVariation}`,
    coefficientOfVariation,
    begin: (random) => {
      let instant = 0;
      return () => {
        instant += scale * gammaDraw(random, shape);
        return instant;
      };
    },
  };
}

/**
 * A draw from the gamma distribution of this shape and scale 1 (mean = shape), by G. Marsaglia and W. Tsang, "A simple
 * method for generating gamma variables", ACM TOMS 26, 2000; shapes below 1 by their relation G(a) = G(a + 1) · U^(1/a).
 */
export function gammaDraw(random: SeededRandom, shape: number): number {
  if (shape < 1) return gammaDraw(random, shape + 1) * (1 - random.uniform()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = random.normal();
    const root = 1 + c * x;
    if (root <= 0) continue;
    const v = root * root * root;
    // 1 − u lies in (0, 1], so the logarithm is finite.
    if (Math.log(1 - random.uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}
