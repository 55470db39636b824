/** The last `forMs` of each period of `everyMs` pass without anything being done; the first begins with the server. */
export interface Stall {
  everyMs: number;
  forMs: number;
}

/** When that is done which is due at an instant, both in milliseconds since the server began: after the stall it falls into. */
export function stalledUntil(dueMs: number, { everyMs, forMs }: Stall): number {
  const intoPeriodMs = dueMs % everyMs;
  return intoPeriodMs < everyMs - forMs ? dueMs : dueMs - intoPeriodMs + everyMs;
}
