import type { ArrivalProcess, ArrivalStream, RequestLengths } from '../ArrivalProcess.ts';
import type { Trace } from './Trace.ts';
import { TraceArrivals } from './TraceArrivals.ts';

/**
 * A recording played at a mean rate for a given time: from its beginning again where it is shorter, cut where it is longer.
 * Each round begins one mean gap after the last request of the round before, so that the rate is kept.
 */
export class RepeatedTrace implements ArrivalProcess {
  readonly name = 'trace';
  readonly durationMs: number;
  readonly expectedCount: number;
  readonly #round: TraceArrivals;
  readonly #instantsMs: Float64Array;
  readonly #stretch: number;

  /** Throws a RangeError when the trace is empty, or the rate (requests per second) or duration is not positive and finite. */
  constructor(trace: Trace, ratePerSecond: number, durationMs: number) {
    if (!(durationMs > 0 && Number.isFinite(durationMs))) {
      throw new RangeError(`the duration in milliseconds of a trace is ${durationMs}; give a positive, finite number`);
    }
    this.#round = new TraceArrivals(trace, { kind: 'rate', ratePerSecond });
    this.#instantsMs = trace.instantsMs;
    this.#stretch = this.#round.stretch;
    this.durationMs = durationMs;
    this.expectedCount = this.#countBelow(durationMs);
  }

  begin(): ArrivalStream {
    let next = 0;
    return {
      fill: (chunkMs) => {
        const filled = Math.min(chunkMs.length, this.expectedCount - next);
        for (let index = 0; index < filled; index += 1) chunkMs[index] = this.#instantMs(next + index);
        next += filled;
        return filled;
      },
    };
  }

  lengthsOf(index: number): RequestLengths {
    return this.#round.lengthsOf(index % this.#round.expectedCount);
  }

  #instantMs(index: number): number {
    const { durationMs, expectedCount } = this.#round;
    const round = Math.floor(index / expectedCount);
    return round * durationMs + (this.#instantsMs[index % expectedCount] ?? Number.NaN) * this.#stretch;
  }

  /** Requests before an instant, by halving. */
  #countBelow(limitMs: number): number {
    const { durationMs, expectedCount } = this.#round;
    let low = 0;
    let high = (Math.floor(limitMs / durationMs) + 1) * expectedCount;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (this.#instantMs(middle) < limitMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
