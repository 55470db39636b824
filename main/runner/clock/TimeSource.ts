/** Where every instant of a measurement comes from: one injected clock, real or virtual. */
export interface Clock {
  /** Milliseconds since the run's origin, never going back. */
  nowMs(): number;
}

/** Calls back for requests at exact instants; a request is known by its number, so waiting costs no garbage. */
export interface DueTimer {
  /** Due at `atMs` of the clock; at once when that has passed. Requests due at the same instant come in the order scheduled. */
  schedule(request: number, atMs: number): void;
  /** Does nothing when the request is not scheduled. */
  cancel(request: number): void;
  /** Cancels all. */
  close(): void;
}

/** A clock with timers on it. */
export interface TimeSource extends Clock {
  /** Calls back once, at `atMs` or up to some milliseconds later. Returns a function that cancels it. */
  at(atMs: number, callback: () => void): () => void;
  /** A timer that keeps an instant to some microseconds, at the price of processor time shortly before. */
  dueTimer(onDue: (request: number) => void): DueTimer;
  /** Processor time, milliseconds, that due timers have spent waiting in a spin: it is no work of the client. */
  readonly spinCpuMs: number;
}
