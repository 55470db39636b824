import type { Distribution, PercentileName } from '../../../core/contract/distribution.ts';
import type { StepResult } from '../../../core/contract/resultDocument.ts';
import { formatLatency, latencyParts } from '../../../core/format/latency.ts';
import { joinQuantity } from '../../../core/format/numbers.ts';
import { numberFromDocument } from '../../../core/statistics/distributionDocument.ts';
import type { Interval } from '../../../core/statistics/Interval.ts';

type EstimateName = PercentileName | 'mean';

/** A percentile or mean of a distribution to calculate with: Infinity where failures reach it. */
export function estimateMs(distribution: Distribution, name: EstimateName): number {
  return numberFromDocument(distribution[name]);
}

/** Its 95 % interval, where there is one. */
export function estimateIntervalMs(distribution: Distribution, name: EstimateName): Interval | undefined {
  const interval = distribution.interval95[name];
  return interval && [numberFromDocument(interval[0]), numberFromDocument(interval[1])];
}

/** Whether a percentile may be quoted: finite, and on enough samples. */
export function isQuotable(distribution: Distribution | undefined, name: PercentileName): boolean {
  return (
    distribution !== undefined &&
    !distribution.belowFloor.includes(name) &&
    Number.isFinite(estimateMs(distribution, name))
  );
}

/** "54.2 ms [53.8, 54.7]". */
export function latencyWithInterval(distribution: Distribution, name: EstimateName): string {
  return formatLatency(estimateMs(distribution, name), estimateIntervalMs(distribution, name));
}

/** "54.2 ms", with the decimals that its interval allows. */
export function latencyAlone(distribution: Distribution, name: EstimateName): string {
  const { number, unit } = latencyParts(estimateMs(distribution, name), estimateIntervalMs(distribution, name));
  return joinQuantity({ number, unit });
}

/** Requests of several steps together. */
interface RequestTotals {
  /** Sent, and dropped ones that should have been. */
  counted: number;
  failed: number;
}

/** What was counted and what of it failed, timed out or was dropped. */
export function requestTotals(steps: readonly StepResult[]): RequestTotals {
  return steps.reduce(
    (totals, { requests }) => ({
      counted: totals.counted + requests.sent + requests.dropped,
      failed: totals.failed + requests.failed + requests.timedOut + requests.dropped,
    }),
    { counted: 0, failed: 0 },
  );
}

/** Share of a step's requests that failed, timed out or were dropped; 0 without requests. */
export function failedShare(step: StepResult): number {
  const { counted, failed } = requestTotals([step]);
  return counted === 0 ? 0 : failed / counted;
}
