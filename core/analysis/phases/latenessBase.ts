import type { Absent } from '../../contract/distribution.ts';
import { elementAt } from '../../statistics/elementAt.ts';
import { percentileOfSorted } from '../../statistics/percentileOfSorted.ts';
import { percentileRank } from '../../statistics/percentileRank.ts';
import { offeredAt } from './offeredAt.ts';
import type { OrderedRequests } from './orderedRequests.ts';
import type { PhaseWindow } from './PhaseWindow.ts';

/** The latencies of a load that the target serves with ease, which later ones are held against. */
export interface LatenessBase {
  readonly p50Ms: number;
  readonly p95Ms: number;
  /** Rank of the p95 among so many requests, counted from 1. */
  readonly rank: number;
  readonly count: number;
}

/** Of fewer the p95 is the slowest of all. */
const fewestRequests = 20;
/** Of a load that rises the first part, which is at most half of what a target does where the peak is twice that. */
const easyShare = 0.25;

/**
 * The base of a load with phases: its first phase; of one that rises the requests that were due while less than a quarter
 * of the highest rate was offered. Absent with the reason where there is no p95 to hold others against.
 */
export function latenessBase(windows: readonly PhaseWindow[], requests: OrderedRequests): LatenessBase | Absent {
  const [base] = windows;
  if (base === undefined) return { absent: 'the step ended before its load began' };
  const { ratePerSecond, toRatePerSecond = ratePerSecond, name } = base.phase;
  if (ratePerSecond === undefined) return { absent: 'a closed loop has no base that others are held against' };
  const rises = toRatePerSecond !== undefined && toRatePerSecond > ratePerSecond;
  const highest = Math.max(
    ...windows.flatMap((window) => [offeredAt(window, window.fromMs), offeredAt(window, window.plannedToMs)]),
  );
  let past = base.first;
  while (past < base.past && (!rises || offeredAt(base, elementAt(requests.intendedMs, past)) < easyShare * highest)) {
    past += 1;
  }
  const count = past - base.first;
  const what = rises ? `due below ${100 * easyShare} % of the highest rate` : `of the phase “${name}”`;
  if (count < fewestRequests) {
    return { absent: `${count} of ${fewestRequests} requests ${what}, which others are held against` };
  }
  const sorted = requests.latencyMs.slice(base.first, past).sort();
  const p95Ms = percentileOfSorted(sorted, 0.95);
  if (p95Ms === Number.POSITIVE_INFINITY) {
    return { absent: `more than 5 % of the ${count} requests ${what} failed: there is no latency to come back to` };
  }
  return { p50Ms: percentileOfSorted(sorted, 0.5), p95Ms, rank: percentileRank(count, 0.95), count };
}
