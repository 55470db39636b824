import type { ClockOrigin } from '../../core/contract/WorkerMessages.ts';

/** The monotonic clock of one run: milliseconds since its origin, the same in every process of this machine. */
export class RunClock {
  readonly origin: ClockOrigin;
  readonly #originNanoseconds: bigint;

  constructor() {
    this.#originNanoseconds = process.hrtime.bigint();
    this.origin = { originNanoseconds: this.#originNanoseconds.toString() };
  }

  nowMs(): number {
    return Number(process.hrtime.bigint() - this.#originNanoseconds) / 1e6;
  }
}
