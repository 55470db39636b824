import { DeadlineHeap } from './DeadlineHeap.ts';
import type { Clock, DueTimer } from './TimeSource.ts';

/**
 * How long before a deadline sleeping ends and spinning begins, milliseconds. `setTimeout` counts whole milliseconds and
 * wakes 0.1 to 1 ms late on a quiet machine, so less would miss deadlines and more would burn processor time for nothing.
 */
const spinLeadMs = 1.5;

/**
 * Keeps instants to some microseconds: sleeps by `setTimeout` for the bulk of a wait, then turns the event loop with
 * `setImmediate` until the deadline, so that sockets and other timers are still served. The processor time of those turns
 * is counted apart ({@link spinCpuMs}).
 */
export class PreciseTimer implements DueTimer {
  readonly #clock: Clock;
  readonly #onDue: (request: number) => void;
  readonly #deadlines = new DeadlineHeap();
  readonly #wake = (): void => this.#onWake();
  readonly #turn = (): void => this.#onTurn();
  #sleep: NodeJS.Timeout | undefined;
  #wakeAtMs = Number.POSITIVE_INFINITY;
  #nextTurn: NodeJS.Immediate | undefined;
  #callingBack = false;
  /** Processor time of the process when the present spin began; NaN when none is under way. */
  #spinFromCpuMs = Number.NaN;
  #spinCpuMs = 0;

  constructor(clock: Clock, onDue: (request: number) => void) {
    this.#clock = clock;
    this.#onDue = onDue;
  }

  /** Processor time of the process, milliseconds, while this timer did nothing but wait for an instant. */
  get spinCpuMs(): number {
    return this.#spinCpuMs + (Number.isNaN(this.#spinFromCpuMs) ? 0 : cpuMs() - this.#spinFromCpuMs);
  }

  schedule(request: number, atMs: number): void {
    this.#deadlines.put(request, atMs);
    this.#arm();
  }

  cancel(request: number): void {
    this.#deadlines.remove(request);
  }

  close(): void {
    this.#deadlines.clear();
    this.#cancelSleep();
    this.#endSpin();
    clearImmediate(this.#nextTurn);
    this.#nextTurn = undefined;
  }

  /** Sleeps until shortly before the next deadline, or begins to spin when it is near. */
  #arm(): void {
    if (this.#nextTurn !== undefined || this.#callingBack) return;
    const dueMs = this.#deadlines.nextDueMs;
    if (dueMs === Number.POSITIVE_INFINITY) {
      this.#cancelSleep();
      return;
    }
    const sleepMs = Math.floor(dueMs - spinLeadMs - this.#clock.nowMs());
    if (sleepMs < 1) {
      this.#cancelSleep();
      this.#spinFromCpuMs = cpuMs();
      this.#nextTurn = setImmediate(this.#turn);
    } else if (this.#wakeAtMs > dueMs - spinLeadMs) {
      this.#cancelSleep();
      this.#wakeAtMs = dueMs - spinLeadMs;
      this.#sleep = setTimeout(this.#wake, sleepMs);
    }
  }

  #onWake(): void {
    this.#sleep = undefined;
    this.#wakeAtMs = Number.POSITIVE_INFINITY;
    this.#arm();
  }

  #onTurn(): void {
    const nowMs = this.#clock.nowMs();
    const waitMs = this.#deadlines.nextDueMs - nowMs;
    if (waitMs > 0 && waitMs < spinLeadMs + 1) {
      this.#nextTurn = setImmediate(this.#turn);
      return;
    }
    this.#nextTurn = undefined;
    this.#endSpin();
    this.#callingBack = true;
    try {
      while (this.#deadlines.nextDueMs <= nowMs) this.#onDue(this.#deadlines.take());
    } finally {
      this.#callingBack = false;
    }
    this.#arm();
  }

  #endSpin(): void {
    this.#spinCpuMs = this.spinCpuMs;
    this.#spinFromCpuMs = Number.NaN;
  }

  #cancelSleep(): void {
    clearTimeout(this.#sleep);
    this.#sleep = undefined;
    this.#wakeAtMs = Number.POSITIVE_INFINITY;
  }
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
