import type { TimeSource } from '../clock/TimeSource.ts';

/** A part of the measured time with so many requests in flight; 0 for none. */
export interface ConcurrencyPhase {
  durationMs: number;
  concurrency: number;
}

interface PhaseListener {
  /** A phase is entered. One that is over before anybody looked at the clock is passed over. */
  onPhase(concurrency: number): void;
  /** The last phase is over, and was so at this instant. */
  onEnd(atMs: number): void;
}

/**
 * Tells which phase it is, by the clock: when its instant comes, and before the appointment for that when it is asked, so
 * that nothing is sent by the rules of a phase that is over.
 */
export class PhaseClock {
  readonly #time: TimeSource;
  readonly #phases: readonly ConcurrencyPhase[];
  readonly #listener: PhaseListener;
  /** The phase that begins next, and when; at the end of the last it is none. */
  #next = 0;
  #nextAtMs: number;
  #cancelAppointment: (() => void) | undefined;

  /** @param fromMs when the first phase begins */
  constructor(time: TimeSource, fromMs: number, phases: readonly ConcurrencyPhase[], listener: PhaseListener) {
    this.#time = time;
    this.#phases = phases;
    this.#listener = listener;
    this.#nextAtMs = fromMs;
  }

  start(): void {
    this.#appoint();
  }

  stop(): void {
    this.#nextAtMs = Number.POSITIVE_INFINITY;
    this.#cancelAppointment?.();
  }

  /** Enters the phase that it is by now. */
  catchUp(): void {
    const nowMs = this.#time.nowMs();
    if (nowMs < this.#nextAtMs) return;
    let entered: ConcurrencyPhase | undefined;
    while (nowMs >= this.#nextAtMs) {
      entered = this.#phases[this.#next];
      if (entered === undefined) {
        const endedAtMs = this.#nextAtMs;
        this.stop();
        this.#listener.onEnd(endedAtMs);
        return;
      }
      this.#next += 1;
      this.#nextAtMs += entered.durationMs;
    }
    this.#cancelAppointment?.();
    this.#appoint();
    if (entered !== undefined) this.#listener.onPhase(entered.concurrency);
  }

  #appoint(): void {
    this.#cancelAppointment = this.#time.at(this.#nextAtMs, () => this.catchUp());
  }
}
