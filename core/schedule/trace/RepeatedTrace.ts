import { elementAt } from '../../statistics/arrays.ts';
import type { ArrivalProcess, ArrivalStream, RequestLengths } from '../ArrivalProcess.ts';
import type { Trace } from './TraceColumns.ts';

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

/**
 * How fast a recording is played: as it was, or with all its gaps stretched alike so that it has a mean rate (requests per
 * second) or takes a time (milliseconds).
 */
type TraceScale =
  | { kind: 'asRecorded' }
  | { kind: 'rate'; ratePerSecond: number }
  | { kind: 'duration'; durationMs: number };

/** Where every request came at the same instant, and nothing says how long that is. */
const leastDurationMs = 1;

/**
 * Plays a recording: its requests at its instants with its lengths, gaps and bursts kept. n requests have n − 1 gaps; the
 * schedule lasts one mean gap longer than they do, so that played over and over it would keep its rate.
 */
export class TraceArrivals implements ArrivalProcess {
  readonly name = 'trace';
  readonly durationMs: number;
  readonly expectedCount: number;
  readonly #trace: Trace;
  /** By what its gaps are multiplied. */
  readonly stretch: number;

  /** Throws a RangeError when the trace is empty, or the rate or duration is not positive and finite. */
  constructor(trace: Trace, scale: TraceScale = { kind: 'asRecorded' }) {
    const { count, instantsMs } = trace;
    if (count === 0) throw new RangeError('the trace has no request; give one with at least one');
    const spanMs = elementAt(instantsMs, count - 1);
    const recordedMs = spanMs > 0 ? (spanMs * count) / (count - 1) : leastDurationMs;
    this.durationMs = durationOf(scale, count, recordedMs);
    this.expectedCount = count;
    this.#trace = trace;
    this.stretch = this.durationMs / recordedMs;
  }

  begin(): ArrivalStream {
    const { count, instantsMs } = this.#trace;
    let next = 0;
    return {
      fill: (chunkMs) => {
        const filled = Math.min(chunkMs.length, count - next);
        for (let index = 0; index < filled; index += 1) {
          chunkMs[index] = elementAt(instantsMs, next + index) * this.stretch;
        }
        next += filled;
        return filled;
      },
    };
  }

  lengthsOf(index: number): RequestLengths {
    const { promptTokens, outputTokens } = this.#trace;
    return {
      ...(promptTokens === undefined ? {} : { promptTokens: elementAt(promptTokens, index) }),
      ...(outputTokens === undefined ? {} : { outputTokens: elementAt(outputTokens, index) }),
    };
  }
}

function durationOf(scale: TraceScale, count: number, recordedMs: number): number {
  if (scale.kind === 'asRecorded') return recordedMs;
  const [name, value] =
    scale.kind === 'rate'
      ? ['rate in requests per second', scale.ratePerSecond]
      : ['duration in milliseconds', scale.durationMs];
  if (!(Number(value) > 0 && Number.isFinite(value))) {
    throw new RangeError(`the ${name} of a trace is ${value}; give a positive, finite number`);
  }
  return scale.kind === 'rate' ? (1000 * count) / scale.ratePerSecond : scale.durationMs;
}
