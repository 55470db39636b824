/** A timer may fire this much too late; the last stretch is waited for in turns of the event loop. */
const timerSlackMs = 2;

/** Does things a constant time after they were put in, by an absolute clock, in their order. */
export class DelayLine {
  readonly #delayMs: number;
  readonly #waiting: { dueMs: number; act: () => void }[] = [];
  #first = 0;
  #isRunning = false;

  constructor(delayMs: number) {
    this.#delayMs = delayMs;
  }

  /** Does it at once when the delay is 0. */
  put(act: () => void): void {
    if (this.#delayMs === 0) {
      act();
      return;
    }
    this.#waiting.push({ dueMs: performance.now() + this.#delayMs, act });
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
