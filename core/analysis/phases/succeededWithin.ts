import { outcomeCode } from '../../contract/RecordChunk.ts';
import { elementAt } from '../../statistics/elementAt.ts';
import type { OrderedRequests } from './orderedRequests.ts';

/** How many requests succeeded between two instants of the run's clock, whenever they were due. */
export function succeededWithin({ count, endMs, outcome }: OrderedRequests, fromMs: number, toMs: number): number {
  let succeeded = 0;
  for (let index = 0; index < count; index += 1) {
    const atMs = elementAt(endMs, index);
    if (elementAt(outcome, index) === outcomeCode.ok && atMs >= fromMs && atMs < toMs) succeeded += 1;
  }
  return succeeded;
}
