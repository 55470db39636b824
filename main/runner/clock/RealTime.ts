import { PreciseTimer } from './PreciseTimer.ts';
import type { Clock, DueTimer, TimeSource } from './TimeSource.ts';

/** The machine's time: timers of the event loop on a monotonic clock. */
export class RealTime implements TimeSource {
  readonly #clock: Clock;
  readonly #timers: PreciseTimer[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  nowMs(): number {
    return this.#clock.nowMs();
  }

  at(atMs: number, callback: () => void): () => void {
    let timeout: NodeJS.Timeout;
    const wait = (): void => {
      // The event loop counts whole milliseconds and may wake too early: wait for the rest.
      timeout = setTimeout(check, Math.max(0, Math.ceil(atMs - this.nowMs())));
    };
    const check = (): void => {
      if (this.nowMs() < atMs) wait();
      else callback();
    };
    wait();
    return () => clearTimeout(timeout);
  }

  dueTimer(onDue: (request: number) => void): DueTimer {
    const timer = new PreciseTimer(this.#clock, onDue);
    this.#timers.push(timer);
    return timer;
  }

  get spinCpuMs(): number {
    let totalMs = 0;
    for (const timer of this.#timers) totalMs += timer.spinCpuMs;
    return totalMs;
  }
}
