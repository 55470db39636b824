import type { PercentileName } from '../contract/distribution.ts';

/** A percentile that results report, with the share of samples at or below it. */
export interface ReportedPercentile {
  readonly name: PercentileName;
  readonly share: number;
}

/** The percentiles of every distribution in a result, in ascending order. */
export const reportedPercentiles: readonly ReportedPercentile[] = [
  { name: 'p50', share: 0.5 },
  { name: 'p90', share: 0.9 },
  { name: 'p95', share: 0.95 },
  { name: 'p99', share: 0.99 },
  { name: 'p999', share: 0.999 },
];
