import type { Absent } from '../../contract/distribution.ts';
import type { ErrorKind } from '../../contract/RecordChunk.ts';
import { outcomeCode } from '../../contract/RecordChunk.ts';
import type { BurstFigures } from '../../contract/scenarioFigures.ts';
import { documentNumber } from '../../statistics/documentNumber.ts';
import { elementAt } from '../../statistics/elementAt.ts';
import { percentileOfSorted } from '../../statistics/percentileOfSorted.ts';
import type { LatenessBase } from './latenessBase.ts';
import type { OrderedRequests } from './orderedRequests.ts';
import type { PhaseWindow } from './PhaseWindow.ts';

/** What servers answer to say that there are too many requests. */
const refusals = new Set(['http-429', 'http-503']);

/**
 * What a burst costs: the median and the p95 of the requests that were due in it, as ratios to those of the base; how many
 * requests of burst and recovery were slower than the base's p95, failed ones included; and how many of those the server
 * refused for being too many (status 429 or 503), or the client never sent.
 *
 * @param rest the burst and what follows it
 * @param errorKinds of the step, into which its records point
 */
export function burstOf(
  burst: PhaseWindow,
  rest: readonly PhaseWindow[],
  requests: OrderedRequests,
  base: LatenessBase,
  errorKinds: readonly ErrorKind[],
): BurstFigures | Absent {
  if (burst.past === burst.first) return { absent: 'no request was due in the burst' };
  const sorted = requests.latencyMs.slice(burst.first, burst.past).sort();
  let late = 0;
  let shed = 0;
  for (const { first, past } of rest) {
    for (let index = first; index < past; index += 1) {
      if (elementAt(requests.latencyMs, index) > base.p95Ms) late += 1;
      const kind = errorKinds[elementAt(requests.errorKind, index) - 1]?.kind;
      const isDropped = elementAt(requests.outcome, index) === outcomeCode.dropped;
      if (isDropped || (kind !== undefined && refusals.has(kind))) shed += 1;
    }
  }
  return {
    penaltyP50: documentNumber(percentileOfSorted(sorted, 0.5) / base.p50Ms),
    penaltyP95: documentNumber(percentileOfSorted(sorted, 0.95) / base.p95Ms),
    late,
    shed,
  };
}
