import type { Failure } from '../../../core/contract/WorkerMessages.ts';
import type { RequestLedger } from './RequestLedger.ts';

/** A request that failed within this time of its send did so at once: sending again without a pause would spin. */
const immediateMs = 10;
/** Immediate failures in a row that cost nothing yet, so that single refusals do not change the load. */
const freeFailures = 3;
const firstPauseMs = 10;
const longestPauseMs = 1000;
/** A step is hopeless when so many requests failed over so long, every one of its places among them, and none succeeded. */
const hopelessFailures = 10;
const hopelessAfterMs = 5000;

/**
 * Keeps a closed loop from hammering a target that refuses every request. Each of the loop's places (one request in
 * flight) pauses by itself: after its third immediate failure in a row 10 ms, then twice as long each time, up to a
 * second; a success or a slow failure ends that. Pauses fall between requests, never into a latency. A step of which no
 * request at all has succeeded is given up once every place has failed, ten requests have, and five seconds have passed.
 */
export class FailureGuard {
  readonly #inARow: Uint32Array;
  readonly #hasFailed: Uint8Array;
  #placesFailed = 0;
  #failures = 0;
  #anySuccess = false;
  readonly #sinceMs: number;

  constructor(places: number, startMs: number) {
    this.#inARow = new Uint32Array(places);
    this.#hasFailed = new Uint8Array(places);
    this.#sinceMs = startMs;
  }

  get failures(): number {
    return this.#failures;
  }

  get anySuccess(): boolean {
    return this.#anySuccess;
  }

  succeeded(place: number | undefined): void {
    this.#anySuccess = true;
    if (place !== undefined) this.#inARow[place] = 0;
  }

  /**
   * Returns how long the place pauses before its next request, milliseconds; 0 for not at all. A failure without a place
   * is only counted.
   */
  failed(place: number | undefined, tookMs: number): number {
    this.#failures += 1;
    if (place === undefined) return 0;
    if (this.#hasFailed[place] === 0) {
      this.#hasFailed[place] = 1;
      this.#placesFailed += 1;
    }
    const inARow = tookMs < immediateMs ? (this.#inARow[place] ?? 0) + 1 : 0;
    this.#inARow[place] = inARow;
    if (inARow < freeFailures) return 0;
    return Math.min(longestPauseMs, firstPauseMs * 2 ** (inARow - freeFailures));
  }

  isHopeless(nowMs: number): boolean {
    return (
      !this.#anySuccess &&
      this.#failures >= hopelessFailures &&
      this.#placesFailed === this.#hasFailed.length &&
      nowMs - this.#sinceMs >= hopelessAfterMs
    );
  }
}

/** Why a step of which no counted request succeeded has no result. */
export function noSuccess(ledger: RequestLedger, guard: FailureGuard): Failure {
  const first = ledger.errorKinds.list[0];
  const { sent } = ledger.counted;
  if (sent === 0 && guard.failures === 0) {
    return {
      reason: 'No request was sent in the measured time: none was due in it.',
      remedy: 'Raise the rate, or measure for longer.',
    };
  }
  const reason = guard.anySuccess
    ? `No counted request succeeded: all ${sent} failed.`
    : `No request succeeded: all ${guard.failures} failed.`;
  return {
    reason: first === undefined ? reason : `${reason} The first failure was "${first.kind}".`,
    remedy: 'Mend what the target says, or raise the time-out when requests only take too long.',
    ...(first === undefined ? {} : { detail: first.example }),
  };
}
