import { elementAt } from '../../statistics/arrays.ts';
import { fitSaturation, type OfferedWindow, type Saturation } from '../../statistics/saturation.ts';
import { type OrderedRequests, offeredAt, type PhaseWindow } from './orderedRequests.ts';

/** Where requests begin to pile up. */
export interface Backlog extends Saturation {
  /** When so much was offered for the first time, on the run's clock. */
  readonly atMs: number;
}

/** A count of fewer is mostly chance. */
const fewestInWindow = 20;
const mostWindows = 100;
const fewestWindows = 10;
/** A limit so close to the highest load is not told from a latency that grows with the load. */
const mostShareOfPeak = 0.95;

/** Fewer requests say nothing about a limit. */
export const fewestForBacklog = fewestInWindow * fewestWindows;

/**
 * Whether a rising load grew beyond what the target does: the rate that requests ended at, in any way, is held against
 * the rate that was offered one usual latency before, in windows of which each was offered as many
 * ({@link fitSaturation}). Undefined where nothing fell behind. Requests that are refused at once pile up nowhere: they
 * are errors.
 *
 * @param rising phases whose load does not fall, in order
 * @param usualMs latency of a target that has not too much to do
 */
export function backlogOf(
  rising: readonly PhaseWindow[],
  { endMs, count }: OrderedRequests,
  usualMs: number,
): Backlog | undefined {
  const offers = rising.map(offeredIn);
  const all = offers.reduce((sum, offered) => sum + offered, 0);
  const number = Math.min(mostWindows, Math.floor(all / fewestInWindow));
  if (number < fewestWindows) return undefined;
  const endsMs = endMs
    .slice(0, count)
    .filter((atMs) => !Number.isNaN(atMs))
    .sort();
  const windows = rising.flatMap((window, which) => {
    const parts = Math.max(1, Math.round((number * elementAt(offers, which)) / all));
    return Array.from({ length: parts }, (_, part): OfferedWindow => {
      const fromMs = instantOf(window, part / parts);
      const toMs = instantOf(window, (part + 1) / parts);
      return {
        fromPerSecond: offeredAt(window, fromMs),
        toPerSecond: offeredAt(window, toMs),
        seconds: (toMs - fromMs) / 1000,
        completed: countBefore(endsMs, toMs + usualMs) - countBefore(endsMs, fromMs + usualMs),
      };
    });
  });
  const fit = fitSaturation(windows);
  const peak = Math.max(...windows.map(({ toPerSecond }) => toPerSecond));
  if (fit === undefined || fit.capacityPerSecond > mostShareOfPeak * peak) return undefined;
  return { ...fit, atMs: instantOfRate(rising, fit.capacityPerSecond) };
}

function offeredIn(window: PhaseWindow): number {
  const { fromMs, plannedToMs } = window;
  return ((offeredAt(window, fromMs) + offeredAt(window, plannedToMs)) / 2) * ((plannedToMs - fromMs) / 1000);
}

/** When a share of what a phase offers was offered. */
function instantOf(window: PhaseWindow, share: number): number {
  const { fromMs, plannedToMs } = window;
  const from = offeredAt(window, fromMs);
  const to = offeredAt(window, plannedToMs);
  // The root of from · x + (to − from)/2 · x² = share · (from + to)/2 in the form that loses no digits.
  const wanted = (share * (from + to)) / 2;
  const root = from + Math.sqrt(Math.max(0, from * from + 2 * (to - from) * wanted));
  return root === 0 ? fromMs : fromMs + Math.min(1, (2 * wanted) / root) * (plannedToMs - fromMs);
}

/** When a rate was offered for the first time; the beginning where even that offers more. */
function instantOfRate(rising: readonly PhaseWindow[], perSecond: number): number {
  for (const window of rising) {
    const from = offeredAt(window, window.fromMs);
    const to = offeredAt(window, window.plannedToMs);
    if (perSecond <= from) return window.fromMs;
    if (perSecond <= to) {
      return window.fromMs + ((perSecond - from) / (to - from)) * (window.plannedToMs - window.fromMs);
    }
  }
  throw new RangeError(`perSecond is ${perSecond}; give a rate that is offered`);
}

/** How many of ascending instants lie before one. */
function countBefore(sortedMs: Float64Array, atMs: number): number {
  let low = 0;
  let high = sortedMs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (elementAt(sortedMs, middle) < atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
