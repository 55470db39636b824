import type { Absent } from '../../contract/distribution.ts';
import { outcomeCode, phaseCode } from '../../contract/RecordChunk.ts';
import type { StepResult } from '../../contract/resultDocument.ts';
import type { StepMeasurement } from '../../contract/StepMeasurement.ts';
import type { BreakingPoint } from '../../contract/scenarioFigures.ts';
import { formatPercent } from '../../format/numbers.ts';
import { formatRate } from '../../format/quantities.ts';
import { elementAt } from '../../statistics/arrays.ts';
import { type RiseOfShare, riseOfShare } from '../../statistics/changePoints.ts';
import type { StepEvidence } from '../ValidityCheck.ts';
import { type Backlog, backlogOf, fewestForBacklog } from './backlog.ts';
import { type OrderedRequests, offeredAt, type PhaseWindow, succeededWithin } from './orderedRequests.ts';

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

/** Where failures begin to be more, among the requests from `first` to before `past`. */
interface ErrorOnset extends RiseOfShare {
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
function errorOnset(requests: OrderedRequests, first: number, past: number): ErrorOnset | undefined {
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

/** Of a load that broke its target, the requests that were due from then on. Without a breaking point all are judged alike. */
export function breakingEvidence(
  { chunks, startedAtMs }: Pick<StepMeasurement, 'chunks' | 'startedAtMs'>,
  breakingPoint: StepResult['breakingPoint'],
): { beyondBreaking: StepEvidence['beyondBreaking'] } {
  if (breakingPoint === undefined || 'absent' in breakingPoint) return { beyondBreaking: undefined };
  const { atMs, offeredPerSecond } = breakingPoint;
  const beyond = { requests: 0, bad: 0, offeredPerSecond };
  for (const chunk of chunks) {
    for (let index = 0; index < chunk.count; index += 1) {
      if (elementAt(chunk.phase, index) !== phaseCode.measured) continue;
      if (elementAt(chunk.intendedStartMs, index) < startedAtMs + atMs) continue;
      beyond.requests += 1;
      if (elementAt(chunk.outcome, index) !== outcomeCode.ok) beyond.bad += 1;
    }
  }
  return { beyondBreaking: beyond };
}
