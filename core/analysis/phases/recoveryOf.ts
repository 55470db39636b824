import type { Absent } from '../../contract/distribution.ts';
import type { Recovery } from '../../contract/scenarioFigures.ts';
import { formatDuration } from '../../format/formatDuration.ts';
import { formatPercent } from '../../format/formatPercent.ts';
import { elementAt } from '../../statistics/elementAt.ts';
import { exceedanceTail } from '../../statistics/exceedanceTail.ts';
import { lateUntil } from '../../statistics/lateUntil.ts';
import type { LatenessBase } from './latenessBase.ts';
import type { OrderedRequests } from './orderedRequests.ts';
import type { PhaseWindow } from './PhaseWindow.ts';

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
