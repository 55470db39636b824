import { elementAt } from '../statistics/arrays.ts';

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

/** One rate (requests per second, positive) for so many milliseconds, or without an end. */
export function constantRate(ratePerSecond: number, durationMs = Number.POSITIVE_INFINITY): RateProfile {
  return new PiecewiseRate([{ durationMs, fromPerSecond: ratePerSecond, toPerSecond: ratePerSecond }]);
}

/** A stretch of time in which the rate goes in a straight line from one value to another. */
export interface RateSegment {
  /** Positive milliseconds; Infinity only for the last one, with a constant rate. */
  readonly durationMs: number;
  /** Requests per second, 0 or more. */
  readonly fromPerSecond: number;
  readonly toPerSecond: number;
}

interface PlacedSegment {
  readonly startMs: number;
  readonly endMs: number;
  /** The integral of the rate up to its start and to its end. */
  readonly before: number;
  readonly past: number;
  readonly fromPerSecond: number;
  /** Requests per second gained in each second. */
  readonly slope: number;
}

function checkSegment(segment: RateSegment, index: number, last: boolean): void {
  const { durationMs, fromPerSecond, toPerSecond } = segment;
  const endless = last && durationMs === Number.POSITIVE_INFINITY && fromPerSecond === toPerSecond;
  if (!(durationMs > 0 && (Number.isFinite(durationMs) || endless))) {
    throw new RangeError(
      `segment ${index + 1} lasts ${durationMs} ms; give a positive time (only the last, of constant rate, may be endless)`,
    );
  }
  for (const rate of [fromPerSecond, toPerSecond]) {
    if (!(rate >= 0 && Number.isFinite(rate))) {
      throw new RangeError(`segment ${index + 1} has a rate of ${rate}/s; give a finite number from 0`);
    }
  }
}

/**
 * A rate made of straight lines: constant, ramps, ladders, bursts, hours of a day. Instants come from inverting the
 * integral of the rate in closed form, so that nothing is approximated or accumulated.
 * Throws a RangeError naming the segment that makes no sense, or when there is no arrival to expect at all.
 */
export class PiecewiseRate implements RateProfile {
  readonly durationMs: number;
  readonly expectedCount: number;
  readonly #segments: readonly PlacedSegment[];

  constructor(segments: readonly RateSegment[]) {
    let startMs = 0;
    let before = 0;
    this.#segments = segments.map((segment, index) => {
      checkSegment(segment, index, index === segments.length - 1);
      const { durationMs, fromPerSecond, toPerSecond } = segment;
      const seconds = durationMs / 1000;
      const placed = {
        startMs,
        endMs: startMs + durationMs,
        before,
        // An endless stretch at rate 0 brings nothing; 0 × Infinity would be NaN.
        past: before + (fromPerSecond + toPerSecond === 0 ? 0 : ((fromPerSecond + toPerSecond) / 2) * seconds),
        fromPerSecond,
        slope: fromPerSecond === toPerSecond ? 0 : (toPerSecond - fromPerSecond) / seconds,
      };
      startMs = placed.endMs;
      before = placed.past;
      return placed;
    });
    this.durationMs = startMs;
    this.expectedCount = before;
    if (!(before > 0)) throw new RangeError('the rate is 0 throughout; give at least one stretch with a positive rate');
  }

  ratePerSecondAt(atMs: number): number {
    const segment =
      this.#segments.find((candidate) => atMs < candidate.endMs) ??
      elementAt(this.#segments, this.#segments.length - 1);
    return segment.fromPerSecond + (segment.slope * (atMs - segment.startMs)) / 1000;
  }

  instantMs(arrivals: number): number {
    const { startMs, endMs, before, fromPerSecond, slope } = this.#segmentOf(arrivals);
    const wanted = arrivals - before;
    if (slope === 0) return startMs + (1000 * wanted) / fromPerSecond;
    // The root of slope/2 · t² + from · t = wanted in the form that loses no digits when the slope is small. Rounding
    // may put it past the end of a ramp down to nothing by the last digit.
    const discriminant = Math.max(0, fromPerSecond * fromPerSecond + 2 * slope * wanted);
    const denominator = fromPerSecond + Math.sqrt(discriminant);
    return denominator === 0 ? startMs : Math.min(endMs, startMs + (2000 * wanted) / denominator);
  }

  /** The first segment at whose end the integral exceeds `arrivals`. */
  #segmentOf(arrivals: number): PlacedSegment {
    let low = 0;
    let high = this.#segments.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (elementAt(this.#segments, middle).past > arrivals) high = middle;
      else low = middle + 1;
    }
    return elementAt(this.#segments, low);
  }
}
