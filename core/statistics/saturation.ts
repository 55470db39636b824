import { sampleAt } from './arrays.ts';
import { studentQuantile } from './distributions.ts';

/** Stretches of time in which a load was offered, and how much of it was completed. */
export interface OfferedWindow {
  /** Offered per second at the beginning and at the end, a straight line between; it does not fall. */
  readonly fromPerSecond: number;
  readonly toPerSecond: number;
  readonly seconds: number;
  readonly completed: number;
}

export interface Saturation {
  /** What is completed per second at most. */
  readonly capacityPerSecond: number;
  readonly interval95: readonly [number, number];
}

/** It must explain the windows this many times as well as the best of the fits without a limit. */
const leastLikelihoodRatio = 100;
/** Candidates that are tried before the best is refined. */
const candidates = 200;

/**
 * Fits completed = min(offered, C), window by window, by least squares of the roots of the counts, of which chance is alike
 * whatever the count (M. Bartlett, "The square root transformation in analysis of variance", 1936). Undefined where no limit shows: where the fit is not a hundred times as likely (errors alike and normal:
 * (RSS₀/RSS)^(n/2), D. Bates and D. Watts, "Nonlinear Regression Analysis and Its Applications", 1988, §1.5) as the
 * better one of two without a limit. The first of those completes all that is offered. The second completes the same
 * share of it as long as the load rises and all when it stays: so does a target whose latency grows with its load, of
 * which more and more is under way, but nothing piles up. The interval is the profile of the likelihood with Student's t.
 *
 * @param windows in order; fewer than 10 show no limit
 */
export function fitSaturation(windows: readonly OfferedWindow[]): Saturation | undefined {
  const largest = Math.max(...windows.map(({ toPerSecond }) => toPerSecond));
  if (windows.length < fewestWindows || !(largest > 0)) return undefined;
  const squaresOf = (capacity: number): number => squares(windows, (window) => acceptedShare(window, capacity));
  const grid = Float64Array.from({ length: candidates }, (_, index) => (largest * (index + 1)) / candidates);
  const onGrid = grid.map(squaresOf);
  const nearest = onGrid.indexOf(Math.min(...onGrid));
  const step = largest / candidates;
  const capacityPerSecond = lowest(
    squaresOf,
    Math.max(step / candidates, sampleAt(grid, nearest) - step),
    Math.min(largest, sampleAt(grid, nearest) + step),
  );
  const left = squaresOf(capacityPerSecond);
  const without = Math.min(squaresOf(largest), squaresOfSlowing(windows));
  if (!(without > left * leastLikelihoodRatio ** (2 / windows.length))) return undefined;
  const reached = left * (1 + studentQuantile(windows.length - 1) ** 2 / (windows.length - 1));
  const isWithin = (capacity: number): boolean => squaresOf(capacity) <= reached;
  return {
    capacityPerSecond,
    interval95: [
      edge(isWithin, capacityPerSecond, step / candidates),
      isWithin(largest) ? largest : edge(isWithin, capacityPerSecond, largest),
    ],
  };
}

const fewestWindows = 10;

function offeredIn({ fromPerSecond, toPerSecond, seconds }: OfferedWindow): number {
  return ((fromPerSecond + toPerSecond) / 2) * seconds;
}

/** Of what a window is offered, the share that so much per second can do. */
function acceptedShare(window: OfferedWindow, capacity: number): number {
  const { fromPerSecond, toPerSecond } = window;
  if (capacity >= toPerSecond) return 1;
  if (capacity <= fromPerSecond) return (2 * capacity) / (fromPerSecond + toPerSecond);
  const above = (toPerSecond - capacity) ** 2 / (toPerSecond - fromPerSecond);
  return 1 - above / (fromPerSecond + toPerSecond);
}

function squares(windows: readonly OfferedWindow[], expectedShare: (window: OfferedWindow) => number): number {
  return windows.reduce(
    (sum, window) => sum + (Math.sqrt(window.completed) - Math.sqrt(offeredIn(window) * expectedShare(window))) ** 2,
    0,
  );
}

/** Of the fit in which the same share is completed wherever the load rises. */
function squaresOfSlowing(windows: readonly OfferedWindow[]): number {
  const rises = (window: OfferedWindow): boolean => window.toPerSecond > window.fromPerSecond;
  const rising = windows.filter(rises);
  if (rising.length === 0) return Number.POSITIVE_INFINITY;
  const offered = rising.reduce((sum, window) => sum + offeredIn(window), 0);
  const common = rising.reduce((sum, window) => sum + Math.sqrt(window.completed * offeredIn(window)), 0);
  const share = Math.min(1, (common / offered) ** 2);
  return squares(windows, (window) => (rises(window) ? share : 1));
}

/** The lowest point between two by golden sections, of a function that has one there. */
function lowest(value: (at: number) => number, from: number, to: number): number {
  const section = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [from, to];
  for (let turn = 0; turn < 60; turn += 1) {
    const reach = section * (high - low);
    if (value(high - reach) <= value(low + reach)) high = low + reach;
    else low = high - reach;
  }
  return (low + high) / 2;
}

/** Where it stops to hold on the way from inside to outside, by halving. */
function edge(holds: (at: number) => boolean, inside: number, outside: number): number {
  let [within, beyond] = [inside, outside];
  for (let turn = 0; turn < 60; turn += 1) {
    const middle = (within + beyond) / 2;
    if (holds(middle)) within = middle;
    else beyond = middle;
  }
  return within;
}
