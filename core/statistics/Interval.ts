/** [low, high] of a 95 % confidence interval, in the unit of its estimate. `high` (or both) may be Infinity. */
export type Interval = readonly [low: number, high: number];

/** An interval, or why there is none. */
export type IntervalResult = { readonly interval: Interval } | { readonly absent: string };

/** Probability left outside an interval at either end: every interval of the product is 95 %, equal tails. */
export const intervalTail = 0.025;
