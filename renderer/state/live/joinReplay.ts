import type { RunEvent } from '../../../core/contract/runEvent.ts';

/** A replay ends at most this many events after the first one that also came live. */
const longestOverlap = 2000;

/** The replayed events, then those live ones that the replay does not hold already. */
export function joinReplay(replayed: readonly RunEvent[], live: readonly RunEvent[]): RunEvent[] {
  if (live.length === 0) {
    return [...replayed];
  }
  const held = new Set(replayed.slice(-longestOverlap).map((event) => JSON.stringify(event)));
  return [...replayed, ...live.filter((event) => !held.has(JSON.stringify(event)))];
}
