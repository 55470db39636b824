/** More crashes than this within the time below are no accident: loading again would only flicker. */
const toleratedCrashes = 3;
const windowMs = 60_000;

/** Says whether a page that crashed should be loaded again by itself. */
export class CrashGuard {
  #crashesAtMs: number[] = [];

  /** Counts a crash at `nowMs` (monotonic). */
  mayReload(nowMs: number): boolean {
    this.#crashesAtMs = this.#crashesAtMs.filter((atMs) => nowMs - atMs < windowMs);
    this.#crashesAtMs.push(nowMs);
    return this.#crashesAtMs.length <= toleratedCrashes;
  }
}
