import { type Stall, stalledUntil } from './stalledUntil.ts';

/** A timer may fire this much too late; the last stretch is waited for in turns of the event loop. */
const timerSlackMs = 2;

/**
 * Does things a constant time after they were put in, by an absolute clock, in their order; what falls into a stall is
 * done at its end.
 */
export class DelayLine {
  readonly #delayMs: number;
  readonly #stall: Stall | undefined;
  readonly #startMs = performance.now();
  readonly #waiting: { dueMs: number; act: () => void }[] = [];
  #first = 0;
  #isRunning = false;

  constructor(delayMs: number, stall?: Stall) {
    this.#delayMs = delayMs;
    this.#stall = stall;
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
        this.#waiting.length = 0;
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
      next.act();
    }
  };
}
