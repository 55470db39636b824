import { performance } from 'node:perf_hooks';
import type { ClockOrigin } from '../../../core/contract/WorkerMessages.ts';
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

/** Readings tried when the two clocks are laid on each other; the pair taken closest together counts. */
const alignmentTries = 8;

/**
 * The machine's monotonic clock in milliseconds since the run's origin, so that all processes of a run agree. Reads
 * `performance.now()`, which allocates nothing, shifted once by what `process.hrtime.bigint()` says of the origin: both
 * count the same clock of the system.
 */
export class MonotonicClock implements Clock {
  readonly #offsetMs: number;

  /** @throws Error when the origin is no whole number of nanoseconds. */
  constructor(origin: ClockOrigin) {
    const { originNanoseconds } = origin;
    if (!/^\d+$/.test(originNanoseconds)) {
      throw new Error(`originNanoseconds is "${originNanoseconds}"; give the digits of process.hrtime.bigint()`);
    }
    const originAt = BigInt(originNanoseconds);
    let tightestMs = Number.POSITIVE_INFINITY;
    let offsetMs = 0;
    for (let attempt = 0; attempt < alignmentTries; attempt += 1) {
      const beforeMs = performance.now();
      const nanoseconds = process.hrtime.bigint();
      const afterMs = performance.now();
      if (afterMs - beforeMs < tightestMs) {
        tightestMs = afterMs - beforeMs;
        offsetMs = Number(nanoseconds - originAt) / 1e6 - (beforeMs + afterMs) / 2;
      }
    }
    this.#offsetMs = offsetMs;
  }

  nowMs(): number {
    return performance.now() + this.#offsetMs;
  }
}
