import { cpuReadingMs } from '../../../core/contract/telemetryProtocol.ts';

/**
 * Growth of a counter per millisecond over the last half second. The kernel counts processor time in ticks of 10 ms, so
 * that a rate between two samples 100 ms apart would jump by tenths.
 */
export class SlidingRate {
  readonly #windowMs: number;
  #points: { atMs: number; value: number }[] = [];

  constructor(windowMs = cpuReadingMs) {
    this.#windowMs = windowMs;
  }

  /** @returns undefined for the first point: a rate needs two. */
  add(atMs: number, value: number): number | undefined {
    this.#points.push({ atMs, value });
    // One point before the window stays, so that the rate covers all of it.
    while (this.#points.length > 2 && (this.#points[1]?.atMs ?? atMs) <= atMs - this.#windowMs) this.#points.shift();
    const [first] = this.#points;
    return first === undefined || first.atMs === atMs ? undefined : (value - first.value) / (atMs - first.atMs);
  }
}
