/** A piece of work that waits for its turn. */
export interface Job {
  /** Does the work; ends early when `signal` is aborted. A rejection is a fault of the job, not a way to report. */
  run(signal: AbortSignal): Promise<void>;
  /** Called instead of `run` when the job is cancelled before its turn. */
  dropped(): void;
}

/** A ticket for a job in the queue, to cancel it by. */
export interface Ticket {
  cancel(): void;
}

/** Runs jobs one at a time, in the order in which they came. */
export class FifoQueue {
  readonly #waiting: { job: Job; controller: AbortController }[] = [];
  readonly #idleListeners: (() => void)[] = [];
  #running: AbortController | null = null;

  add(job: Job): Ticket {
    const entry = { job, controller: new AbortController() };
    this.#waiting.push(entry);
    if (this.#running === null) void this.#runAll();
    return {
      cancel: () => {
        const place = this.#waiting.indexOf(entry);
        if (place >= 0) {
          this.#waiting.splice(place, 1);
          job.dropped();
        }
        entry.controller.abort();
      },
    };
  }

  /** Cancels whatever runs or waits; resolves when nothing runs any more. */
  async cancelAll(): Promise<void> {
    for (const { job } of this.#waiting.splice(0)) job.dropped();
    if (this.#running === null) return;
    this.#running.abort();
    await new Promise<void>((resolve) => this.#idleListeners.push(resolve));
  }

  async #runAll(): Promise<void> {
    for (let entry = this.#waiting.shift(); entry !== undefined; entry = this.#waiting.shift()) {
      this.#running = entry.controller;
      await entry.job.run(entry.controller.signal);
    }
    this.#running = null;
    for (const listener of this.#idleListeners.splice(0)) listener();
  }
}
