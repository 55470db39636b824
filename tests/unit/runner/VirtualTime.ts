import type { DueTimer, TimeSource } from '../../../main/runner/clock/TimeSource.ts';

interface Appointment {
  atMs: number;
  order: number;
  callback: () => void;
}

/** Time that passes only when told to, from one appointment to the next: hours of load in a moment, to the exact instant. */
export class VirtualTime implements TimeSource {
  readonly spinCpuMs = 0;
  #nowMs: number;
  #order = 0;
  #appointments: Appointment[] = [];
  readonly #dueLatenessMs: () => number;

  /** @param dueLatenessMs how late each call of a due timer comes, as on a busy machine. */
  constructor(startMs = 0, dueLatenessMs: () => number = () => 0) {
    this.#nowMs = startMs;
    this.#dueLatenessMs = dueLatenessMs;
  }

  nowMs(): number {
    return this.#nowMs;
  }

  at(atMs: number, callback: () => void): () => void {
    const appointment = { atMs: Math.max(atMs, this.#nowMs), order: this.#order++, callback };
    const later = (other: Appointment): boolean => other.atMs > appointment.atMs;
    const position = this.#appointments.findIndex(later);
    this.#appointments.splice(position < 0 ? this.#appointments.length : position, 0, appointment);
    return () => {
      this.#appointments = this.#appointments.filter((other) => other !== appointment);
    };
  }

  dueTimer(onDue: (request: number) => void): DueTimer {
    const cancels = new Map<number, () => void>();
    const cancel = (request: number): void => {
      cancels.get(request)?.();
      cancels.delete(request);
    };
    return {
      schedule: (request, atMs) => {
        cancel(request);
        cancels.set(
          request,
          this.at(atMs + this.#dueLatenessMs(), () => {
            cancels.delete(request);
            onDue(request);
          }),
        );
      },
      cancel,
      close: () => {
        for (const request of [...cancels.keys()]) cancel(request);
      },
    };
  }

  get isIdle(): boolean {
    return this.#appointments.length === 0;
  }

  /** Lets time pass until an instant, that instant included. */
  runUntil(untilMs: number): void {
    for (let next = this.#appointments[0]; next !== undefined && next.atMs <= untilMs; next = this.#appointments[0]) {
      this.#appointments.shift();
      this.#nowMs = next.atMs;
      next.callback();
    }
    if (untilMs !== Number.POSITIVE_INFINITY) this.#nowMs = Math.max(this.#nowMs, untilMs);
  }

  /** Lets time pass until nothing is left to happen. */
  runUntilIdle(): void {
    this.runUntil(Number.POSITIVE_INFINITY);
  }
}
