import type { RequestShape } from '../targets/Target.ts';

/** When a loop that follows instants begins, measures and ends; milliseconds since the run's origin. */
export interface LoopWindow {
  readonly startMs: number;
  readonly measuredFromMs: number;
  readonly measuredToMs: number;
}

/**
 * What a loop that follows instants is to send next, and when: it shows one request, which is the next until it is taken or
 * an answer brings up an earlier one.
 */
export interface Agenda {
  /** The intended start of the next request, milliseconds since the run's origin; Infinity when none is known. */
  readonly nextMs: number;
  /** The limit of counted requests is reached: the next is not to be sent any more. */
  readonly isSpent: boolean;
  /** Answers that are still to come may bring up more requests. */
  readonly mayGrow: boolean;
  /** Number of the next request in the step, which no other has. */
  readonly sequence: number;
  /** Undefined where it is as the step says. */
  shape(): RequestShape | undefined;
  trafficClass(): number;
  /** Goes on to the request after the next, which holds this number while it is in flight; undefined when it was dropped. */
  take(place: number | undefined): void;
  /** A request that was taken left. */
  left(place: number, isOk: boolean, endedAtMs: number): void;
}

/**
 * Numbers for requests in flight, 0 to one below the limit. The number that came back last goes out first: as few as
 * possible are in use, and so as few connections.
 */
export class FreePlaces {
  readonly #limit: number;
  readonly #free: number[] = [];
  #used = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Undefined when all are out. */
  take(): number | undefined {
    const place = this.#free.pop();
    if (place !== undefined) return place;
    if (this.#used >= this.#limit) return undefined;
    this.#used += 1;
    return this.#used - 1;
  }

  free(place: number): void {
    this.#free.push(place);
  }
}
