import type { ArrivalPattern } from './ArrivalPattern.ts';
import { gammaDraw } from './gammaDraw.ts';

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
