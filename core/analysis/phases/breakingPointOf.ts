import type { Absent } from '../../contract/distribution.ts';
import { outcomeCode } from '../../contract/RecordChunk.ts';
import type { BreakingPoint } from '../../contract/scenarioFigures.ts';
import { formatPercent } from '../../format/formatPercent.ts';
import { formatRate } from '../../format/formatRate.ts';
import { elementAt } from '../../statistics/elementAt.ts';
import { type Backlog, backlogOf, fewestForBacklog } from './backlogOf.ts';
import { type ErrorOnset, errorOnset } from './errorOnset.ts';
import { offeredAt } from './offeredAt.ts';
import type { OrderedRequests } from './orderedRequests.ts';
import type { PhaseWindow } from './PhaseWindow.ts';
import { succeededWithin } from './succeededWithin.ts';

/** Failures beyond it reach p99. */
const mostFailures = 0.01;

/**
 * Where a rising load stopped being served: where failures began ({@link errorOnset}) or requests began to pile up
 * ({@link backlogOf}), whichever came first.
 *
 * @param rising the phases of the step whose load does not fall, in order: ramp and peak
 * @param usualMs latency of a target that has not too much to do; 0 where it is not known
 */
export function breakingPointOf(
  rising: readonly PhaseWindow[],
  requests: OrderedRequests,
  usualMs: number,
  startedAtMs: number,
): BreakingPoint | Absent {
  const [ramp] = rising;
  const peak = rising.at(-1);
  if (ramp === undefined || peak === undefined || peak.past === ramp.first) {
    return { absent: 'no request was due while the load rose' };
  }
  const errors = errorOnset(requests, ramp.first, peak.past);
  const backlog = backlogOf(rising, requests, usualMs);
  const broken = firstOf(errors, backlog, rising);
  if (broken === undefined) return { absent: nothingBroke(requests, ramp, peak) };
  const { atMs, ...figures } = broken;
  const seconds = (peak.toMs - atMs) / 1000;
  return {
    ...figures,
    atMs: atMs - startedAtMs,
    ...(seconds > 0 ? { completedPerSecond: succeededWithin(requests, atMs, peak.toMs) / seconds } : {}),
  };
}

/** With `atMs` on the run's clock. */
type Broken = Pick<
  BreakingPoint,
  'offeredPerSecond' | 'interval95' | 'intervalAbsent' | 'atMs' | 'cause' | 'explanation'
>;

function firstOf(
  errors: ErrorOnset | undefined,
  backlog: Backlog | undefined,
  rising: readonly PhaseWindow[],
): Broken | undefined {
  if (errors !== undefined && (backlog === undefined || errors.atMs <= backlog.atMs)) return byErrors(errors, rising);
  return backlog === undefined ? undefined : byBacklog(backlog, rising);
}

function byErrors({ atMs, intervalMs, shareBefore, shareAfter }: ErrorOnset, rising: readonly PhaseWindow[]): Broken {
  const rateAt = (instantMs: number): number => {
    const window = rising.findLast(({ fromMs }) => fromMs <= instantMs) ?? elementAt(rising, 0);
    return offeredAt(window, instantMs);
  };
  const offeredPerSecond = rateAt(atMs);
  const shares = `${formatPercent(100 * shareAfter)} after ${formatPercent(100 * shareBefore)} before`;
  return {
    offeredPerSecond,
    interval95: [rateAt(intervalMs[0]), rateAt(intervalMs[1])],
    atMs,
    cause: 'errors',
    explanation: `requests began to fail at ${formatRate(offeredPerSecond)}: ${shares}`,
  };
}

function byBacklog({ atMs, capacityPerSecond, interval95 }: Backlog, rising: readonly PhaseWindow[]): Broken {
  const ramp = elementAt(rising, 0);
  const lowest = offeredAt(ramp, ramp.fromMs);
  const most = formatRate(capacityPerSecond, interval95);
  if (capacityPerSecond < lowest) {
    return {
      offeredPerSecond: lowest,
      intervalAbsent: 'the first rate was too much already',
      atMs,
      cause: 'backlog',
      explanation: `requests piled up from the beginning, at ${formatRate(lowest)}: at most ${most} ended`,
    };
  }
  return {
    offeredPerSecond: capacityPerSecond,
    interval95: [...interval95],
    atMs,
    cause: 'backlog',
    explanation: `requests began to pile up at ${formatRate(capacityPerSecond)}: however many came, at most ${most} ended`,
  };
}

function nothingBroke({ outcome }: OrderedRequests, ramp: PhaseWindow, peak: PhaseWindow): string {
  const highest = formatRate(offeredAt(peak, peak.plannedToMs));
  const count = peak.past - ramp.first;
  const failed = outcome.subarray(ramp.first, peak.past).filter((code) => code !== outcomeCode.ok).length;
  if (failed > mostFailures * count) return `${failed} of ${count} requests failed, no more of them as the load rose`;
  const kept =
    count < fewestForBacklog
      ? `${count} of ${fewestForBacklog} requests that would tell whether they pile up`
      : 'nothing fell behind';
  const failures =
    failed === 0 ? 'nothing failed' : `${failed} of ${count} requests failed, no more of them as the load rose`;
  return `${failures} and ${kept} up to ${highest}`;
}
