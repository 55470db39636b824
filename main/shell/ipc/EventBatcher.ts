/** Runs a callback once after a time; returns a function that cancels it. */
export type Schedule = (callback: () => void, delayMs: number) => () => void;

/** A batch goes to the window this often at most: smooth to the eye, and cheap for both sides. */
const batchIntervalMs = 100;

/**
 * Gathers events and hands them on in batches, in order, and only while somebody listens. What happens before that is
 * not queued: a page that begins to listen asks for the whole run so far, and `restart` says from where it has it all.
 */
export class EventBatcher<Event> {
  readonly #send: (events: Event[]) => void;
  readonly #schedule: Schedule;
  #pending: Event[] = [];
  #listening = false;
  #cancel: (() => void) | undefined;

  constructor(send: (events: Event[]) => void, schedule: Schedule) {
    this.#send = send;
    this.#schedule = schedule;
  }

  add(events: readonly Event[]): void {
    if (!this.#listening || events.length === 0) return;
    for (const event of events) this.#pending.push(event);
    this.#cancel ??= this.#schedule(() => this.#flush(), batchIntervalMs);
  }

  /** The page has begun to listen. */
  listen(): void {
    this.#listening = true;
  }

  /** The page has gone or is being loaded again: nobody listens. */
  forget(): void {
    this.#listening = false;
    this.restart();
  }

  /** The page is given everything up to now by other means: what waits is part of that, and must not come twice. */
  restart(): void {
    this.#pending = [];
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #flush(): void {
    this.#cancel = undefined;
    const events = this.#pending;
    this.#pending = [];
    this.#send(events);
  }
}
