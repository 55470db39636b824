import type { Distribution, PercentileName, PossiblyInfinite } from '../contract/distribution.ts';
import type { Interval } from './Interval.ts';
import type { DistributionSummary, EstimateName } from './summarizeSamples.ts';

/** The form of a distribution in the result document: Infinity as a word, everything else as it is. */
export function toDistributionDocument(summary: DistributionSummary): Distribution {
  const interval95: Partial<Record<EstimateName, [PossiblyInfinite, PossiblyInfinite]>> = {};
  for (const [name, [low, high]] of Object.entries(summary.interval95) as [EstimateName, Interval][]) {
    interval95[name] = [documentNumber(low), documentNumber(high)];
  }
  const bounds99: Partial<Record<PercentileName, PossiblyInfinite>> = {};
  for (const [name, bound] of Object.entries(summary.bounds99) as [PercentileName, number][]) {
    bounds99[name] = documentNumber(bound);
  }
  return {
    count: summary.count,
    mean: documentNumber(summary.mean),
    ...(summary.stdDev === undefined ? {} : { stdDev: summary.stdDev }),
    min: documentNumber(summary.min),
    p50: documentNumber(summary.p50),
    p90: documentNumber(summary.p90),
    p95: documentNumber(summary.p95),
    p99: documentNumber(summary.p99),
    p999: documentNumber(summary.p999),
    max: documentNumber(summary.max),
    belowFloor: [...summary.belowFloor],
    interval95,
    ...(Object.keys(bounds99).length === 0 ? {} : { bounds99 }),
    ...(Object.keys(summary.intervalAbsent).length === 0 ? {} : { intervalAbsent: { ...summary.intervalAbsent } }),
  };
}

/** A number as the result document writes it: JSON has no Infinity, so that it stands as a word. */
export function documentNumber(value: number): PossiblyInfinite {
  if (value === Number.POSITIVE_INFINITY) return 'Infinity';
  if (!Number.isFinite(value)) throw new RangeError(`the value is ${value}; leave out what was not measured`);
  return value;
}

/** A number of the result document as one to calculate with. */
export function numberFromDocument(value: PossiblyInfinite): number {
  return value === 'Infinity' ? Number.POSITIVE_INFINITY : value;
}
