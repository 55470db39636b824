import type { Absent } from '../../contract/distribution.ts';
import { type ErrorKind, outcomeCode } from '../../contract/RecordChunk.ts';
import type { BurstFigures, Recovery } from '../../contract/scenarioFigures.ts';
import { formatDuration } from '../../format/durations.ts';
import { formatPercent } from '../../format/numbers.ts';
import { elementAt } from '../../statistics/arrays.ts';
import { exceedanceTail, lateUntil } from '../../statistics/changePoints.ts';
import { documentNumber } from '../../statistics/distributionDocument.ts';
import { percentileOfSorted, percentileRank } from '../../statistics/percentiles.ts';
import { type OrderedRequests, offeredAt, type PhaseWindow } from './orderedRequests.ts';

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

/** Fewer say nothing about a share of 5 %. */
const fewestAfter = 20;
/** More late ones than the base lets expect in one of a hundred: then latency has not come back. */
const leastChance = 0.01;

/**
 * When latency came back after an overload: the request of the recovery phase, by intended start, before which requests
 * are mostly slower than the base's p95 and after which they are not ({@link lateUntil}). It counts only where at least 20
 * requests follow and no more of these are late than the base lets expect ({@link exceedanceTail}).
 */
export function recoveryOf(
  { fromMs, plannedToMs, first, past }: PhaseWindow,
  { latencyMs, intendedMs }: OrderedRequests,
  base: LatenessBase,
  startedAtMs: number,
): Recovery | Absent {
  if (past === first) return { absent: 'no request was due after the overload' };
  const isLate = Uint8Array.from(latencyMs.subarray(first, past), (latency) => (latency > base.p95Ms ? 1 : 0));
  const { count, interval } = lateUntil(isLate);
  const after = isLate.subarray(count);
  const stillLate = after.reduce((sum, late) => sum + late, 0);
  const whole = formatDuration((plannedToMs - fromMs) / 1000);
  if (after.length < fewestAfter) {
    const lateAll = isLate.reduce((sum, late) => sum + late, 0);
    return {
      absent: `latency had not come back ${whole} after the overload: ${lateAll} of ${isLate.length} requests were late, and ${after.length} of the ${fewestAfter} that must show it followed`,
    };
  }
  if (exceedanceTail(stillLate, after.length, base.rank, base.count) < leastChance) {
    const share = formatPercent((100 * stillLate) / after.length);
    return {
      absent: `latency had not come back ${whole} after the overload: ${share} of the last ${after.length} requests were late`,
    };
  }
  /** The intended start of the first request after so many; none late at all is no time at all. */
  const secondsUntil = (late: number): number => {
    if (late === 0) return 0;
    const atMs = late < isLate.length ? elementAt(intendedMs, first + late) : plannedToMs;
    return (atMs - fromMs) / 1000;
  };
  const seconds = secondsUntil(count);
  return {
    seconds,
    intervalSeconds: [secondsUntil(interval[0]), secondsUntil(interval[1])],
    atMs: fromMs + 1000 * seconds - startedAtMs,
    baseP95Ms: base.p95Ms,
  };
}

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
