import { outcomeCode } from '../../contract/RecordChunk.ts';
import { elementAt } from '../../statistics/elementAt.ts';
import { type RiseOfShare, riseOfShare } from '../../statistics/riseOfShare.ts';
import type { OrderedRequests } from './orderedRequests.ts';

/** Where failures begin to be more, among the requests from `first` to before `past`. */
export interface ErrorOnset extends RiseOfShare {
  /** Instants of the likeliest place and of the interval around it, on the run's clock. */
  readonly atMs: number;
  readonly intervalMs: readonly [number, number];
}

/** From here on failures reach p99; fewer are no breaking point. */
const leastShare = 0.01;

/**
 * The first rise of the share of requests that fail, are given up or are never sent, by intended start; undefined where
 * there is none beyond chance. Failures that become more and more look like a rise in their middle: what lies before a
 * rise is looked at again until nothing is found in it.
 */
export function errorOnset(requests: OrderedRequests, first: number, past: number): ErrorOnset | undefined {
  const isFailed = Uint8Array.from(requests.outcome.subarray(first, past), (outcome) =>
    outcome === outcomeCode.ok ? 0 : 1,
  );
  let onset: RiseOfShare | undefined;
  let end = isFailed.length;
  for (;;) {
    const rise = riseOfShare(isFailed.subarray(0, end));
    if (rise === undefined || rise.shareAfter <= leastShare) break;
    onset = rise;
    end = rise.count;
  }
  if (onset === undefined) return undefined;
  const instant = (count: number): number => elementAt(requests.intendedMs, first + count);
  return {
    ...onset,
    atMs: instant(onset.count),
    intervalMs: [instant(onset.interval[0]), instant(onset.interval[1])],
  };
}
