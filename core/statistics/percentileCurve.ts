import type { CurvePoint } from '../contract/distribution.ts';
import { documentNumber } from './distributionDocument.ts';
import { percentileInterval } from './percentileInterval.ts';
import { percentileOfSorted, reportedPercentiles } from './percentiles.ts';
import { floorShare } from './sampleFloor.ts';

/** A point of the percentile plot. Values may be Infinity. */
interface PercentileCurvePoint {
  /** 0.99 for p99. */
  readonly quantile: number;
  readonly valueMs: number;
  /** Ends of the 95 % interval; absent where the samples are too few for one and below the sample floor. */
  readonly lowMs?: number;
  readonly highMs?: number;
}

const MOST_POINTS = 200;

/** Half a decade past the last percentile that holds, the plot ends: what comes after is one or two samples. */
const DECADES_PAST_FLOOR = 0.5;

/** Place of a percentile on the axis of the plot, which gives each further nine the same width: log10(1 / (1 − quantile)). */
export function percentileAxisPosition(quantile: number): number {
  return -Math.log10(1 - quantile);
}

/**
 * The percentile plot of ascending samples, in at most 200 points evenly spaced on its axis, the reported percentiles and
 * the largest one that meets its sample floor always among them. It runs half a decade beyond that floor; from the floor
 * on the points have no interval, so that a chart can draw them as what they are.
 */
export function percentileCurve(sorted: Float64Array): PercentileCurvePoint[] {
  const count = sorted.length;
  if (count === 0) return [];
  const floor = floorShare(count);
  const end = percentileAxisPosition(floor) + DECADES_PAST_FLOOR;
  const landmarks = [floor, ...reportedPercentiles.map(({ share }) => share)].filter(
    (share) => share > 0 && percentileAxisPosition(share) <= end,
  );
  const spaced = MOST_POINTS - landmarks.length;
  const quantiles = new Set(landmarks);
  for (let index = 0; index < spaced; index += 1) quantiles.add(1 - 10 ** ((-end * index) / (spaced - 1)));
  return [...quantiles]
    .sort((a, b) => a - b)
    .map((quantile) => {
      const valueMs = percentileOfSorted(sorted, quantile);
      const bounds = quantile > 0 && quantile <= floor ? percentileInterval(sorted, quantile) : undefined;
      if (bounds === undefined || !('interval' in bounds)) return { quantile, valueMs };
      return { quantile, valueMs, lowMs: bounds.interval[0], highMs: bounds.interval[1] };
    });
}

/** The form of the percentile plot in the result document: Infinity as a word. */
export function toCurveDocument(points: readonly PercentileCurvePoint[]): CurvePoint[] {
  return points.map(({ quantile, valueMs, lowMs, highMs }) => ({
    quantile,
    valueMs: documentNumber(valueMs),
    ...(lowMs === undefined ? {} : { lowMs: documentNumber(lowMs) }),
    ...(highMs === undefined ? {} : { highMs: documentNumber(highMs) }),
  }));
}
