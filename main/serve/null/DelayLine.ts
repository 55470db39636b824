/** A timer may fire this much too late; the last stretch is waited for in turns of the event loop. */
const timerSlackMs = 2;
/** What was done is let go of when there is this much of it, and more than of what waits. */
const mostDone = 1024;

/**
 * Does things a constant time after they were put in, by an absolute clock, in their order; what falls into a stall is
 * done at its end.
 */
export class DelayLine {
  readonly #delayMs: number;
  readonly #stall: Stall | undefined;
  readonly #startMs = performance.now();
  #waiting: { dueMs: number; act: () => void }[] = [];
  /** The first that was not done yet. */
  #first = 0;
  #isRunning = false;

  constructor(delayMs: number, stall?: Stall) {
    this.#delayMs = delayMs;
    this.#stall = stall;
  }

  /** How many things wait for their time. */
  get waiting(): number {
    return this.#waiting.length - this.#first;
  }

  /** Does it at once when the delay is 0 and nothing ever stalls. */
  put(act: () => void): void {
    const stall = this.#stall;
    if (this.#delayMs === 0 && stall === undefined) {
      act();
      return;
    }
    const afterMs = performance.now() - this.#startMs + this.#delayMs;
    const dueMs = this.#startMs + (stall === undefined ? afterMs : stalledUntil(afterMs, stall));
    this.#waiting.push({ dueMs, act });
    if (!this.#isRunning) this.#turn();
  }

  readonly #turn = (): void => {
    this.#isRunning = true;
    for (;;) {
      const next = this.#waiting[this.#first];
      if (next === undefined) {
        this.#waiting = [];
        this.#first = 0;
        this.#isRunning = false;
        return;
      }
      const leftMs = next.dueMs - performance.now();
      if (leftMs > timerSlackMs) {
        setTimeout(this.#turn, leftMs - timerSlackMs);
        return;
      }
      if (leftMs > 0) {
        setImmediate(this.#turn);
        return;
      }
      this.#first += 1;
      // Under a steady load the line is never empty.
      if (this.#first >= mostDone && 2 * this.#first >= this.#waiting.length) {
        this.#waiting = this.#waiting.slice(this.#first);
        this.#first = 0;
      }
      next.act();
    }
  };
}

/** The last `forMs` of each period of `everyMs` pass without anything being done; the first begins with the server. */
export interface Stall {
  everyMs: number;
  forMs: number;
}

/** When that is done which is due at an instant, both in milliseconds since the server began: after the stall it falls into. */
export function stalledUntil(dueMs: number, { everyMs, forMs }: Stall): number {
  const intoPeriodMs = dueMs % everyMs;
  return intoPeriodMs < everyMs - forMs ? dueMs : dueMs - intoPeriodMs + everyMs;
}
