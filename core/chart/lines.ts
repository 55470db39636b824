import type { StepResult } from '../contract/resultDocument.ts';
import type { Interval } from '../statistics/Interval.ts';
import { scalabilityLaw } from '../statistics/scalability.ts';

const points = 48;

/**
 * The fitted law as a line on an axis of doublings, between two levels of concurrency; empty where no law was fitted.
 * `level` is requests in flight, `value` requests per second.
 */
export function scalabilityLine(
  scalability: StepResult['scalability'],
  fromLevel: number,
  toLevel: number,
): { level: number; value: number }[] {
  if (scalability === undefined || !('uslAlpha' in scalability)) return [];
  const { uslAlpha: alpha, uslBeta: beta, uslRequestsPerSecond: lambda } = scalability;
  return Array.from({ length: points + 1 }, (_, index) => {
    const level = fromLevel * (toLevel / fromLevel) ** (index / points);
    return { level, value: scalabilityLaw({ alpha, beta, lambda }, level) };
  });
}

/** A place of a trend: seconds, the value there, and the edges of its band where the trend has an interval. */
export interface TrendPoint {
  seconds: number;
  value: number;
  low?: number;
  high?: number;
}

/** A change per hour around the middle of what was measured, in the unit of the value. */
export interface Trend {
  /** Value in the middle of the time. */
  middle: number;
  perHour: number;
  interval95?: Interval | undefined;
  fromSeconds: number;
  toSeconds: number;
}

const hourSeconds = 3600;

/** The line of a trend at its two ends and in the middle, where all lines that its interval allows meet. */
export function trendLine({ middle, perHour, interval95, fromSeconds, toSeconds }: Trend): TrendPoint[] {
  const centre = (fromSeconds + toSeconds) / 2;
  return [fromSeconds, centre, toSeconds].map((seconds) => {
    const hours = (seconds - centre) / hourSeconds;
    const edges = interval95?.map((slope) => middle + slope * hours) ?? [];
    return {
      seconds,
      value: middle + perHour * hours,
      ...(edges.length === 0 ? {} : { low: Math.min(...edges), high: Math.max(...edges) }),
    };
  });
}

/**
 * Moves labels apart that would overlap: places along an axis, at least `gap` from each other and inside [low, high], each
 * as near to where it belongs as its neighbours let it. Same order as `places`; all in one unit (pixels, say).
 */
export function spreadLabels(places: readonly number[], gap: number, low: number, high: number): number[] {
  const order = places.map((place, index) => ({ place, index })).sort((a, b) => a.place - b.place);
  // Neighbours that touch become one cluster around the mean of what they want (pool adjacent violators).
  const clusters: { sum: number; members: number[] }[] = [];
  order.forEach(({ place, index }, rank) => {
    // Subtracting rank × gap turns "at least a gap apart" into "not descending".
    clusters.push({ sum: place - rank * gap, members: [index] });
    for (;;) {
      const last = clusters.at(-1);
      const before = clusters.at(-2);
      if (!last || !before || last.sum / last.members.length > before.sum / before.members.length) break;
      before.sum += last.sum;
      before.members.push(...last.members);
      clusters.pop();
    }
  });
  const spread = new Array<number>(places.length).fill(low);
  const highest = high - (places.length - 1) * gap;
  let rank = 0;
  for (const { sum, members } of clusters) {
    const start = Math.max(low, Math.min(highest, sum / members.length));
    for (const index of members) {
      spread[index] = start + rank * gap;
      rank += 1;
    }
  }
  return spread;
}
