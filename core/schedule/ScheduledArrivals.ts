import { SeededRandom } from '../statistics/SeededRandom.ts';
import type { ArrivalProcess, ArrivalStream } from './ArrivalProcess.ts';
import type { ArrivalPattern } from './arrivalPatterns.ts';
import type { RateProfile } from './RateProfile.ts';

/**
 * How many whole numbers from 0 lie below the integral of the rate: constant arrivals begin at the start, so that a last
 * incomplete gap still has one. 1.1 × 10 is 11.000000000000002 in doubles and means 11.
 */
function wholeCount(integral: number): number {
  const nearest = Math.round(integral);
  return Math.abs(integral - nearest) <= 1e-9 * nearest ? nearest : Math.ceil(integral);
}

/**
 * Arrivals of a pattern under a rate that may change: the pattern's instants, which have a rate of one, are the values
 * that the integral of the rate passes through. For Poisson this is exact for any rate (E. Çinlar, "Introduction to
 * Stochastic Processes", 1975, §4.7); for constant arrivals each falls where one more has become due; for gamma the gaps
 * are stretched by the rate of the moment.
 */
export class ScheduledArrivals implements ArrivalProcess {
  readonly name: string;
  readonly durationMs: number;
  readonly expectedCount: number;
  readonly #pattern: ArrivalPattern;
  readonly #rate: RateProfile;
  readonly #seed: number;

  /** @param seed a whole number from 0 to 2^53 − 1; constant arrivals do not use it */
  constructor(pattern: ArrivalPattern, rate: RateProfile, seed: number) {
    this.name = pattern.name;
    this.durationMs = rate.durationMs;
    this.expectedCount = pattern.coefficientOfVariation === 0 ? wholeCount(rate.expectedCount) : rate.expectedCount;
    this.#pattern = pattern;
    this.#rate = rate;
    this.#seed = seed;
  }

  begin(): ArrivalStream {
    const rate = this.#rate;
    const total = this.expectedCount;
    const next = this.#pattern.begin(new SeededRandom(this.#seed));
    let ended = false;
    return {
      fill: (instantsMs) => {
        for (let index = 0; index < instantsMs.length; index += 1) {
          const due = ended ? total : next();
          if (!(due < total)) {
            ended = true;
            return index;
          }
          instantsMs[index] = rate.instantMs(due);
        }
        return instantsMs.length;
      },
    };
  }
}
