import type { Interval } from '../statistics/Interval.ts';

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
