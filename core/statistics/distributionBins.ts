import type { HistogramBin } from '../contract/resultDocument.ts';
import { finiteCount, sampleAt } from './arrays.ts';
import { multipleOf, niceStep } from './niceStep.ts';
import { percentileOfSorted } from './percentiles.ts';

/** Bins [fromMs, toMs) of one width, and how many samples lie above the last of them, failures included. */
interface DistributionBins {
  readonly bins: HistogramBin[];
  readonly above: number;
}

/** The bins end here, so that a few stragglers do not squeeze the rest into the first bars; they are counted as above. */
const LARGEST_SHARE_SHOWN = 0.997;

const MOST_BINS = 40;

/**
 * Histogram of ascending samples for the chart of a distribution's shape: bins of a width 1, 2 or 5 × 10^k from the
 * smallest sample to about p99.7, at most 42 of them. Every sample is in exactly one bin or above. No bins when every
 * request failed.
 */
export function distributionBins(sorted: Float64Array): DistributionBins {
  const finite = finiteCount(sorted);
  if (finite === 0) return { bins: [], above: sorted.length };
  const measured = sorted.subarray(0, finite);
  const lowest = sampleAt(measured, 0);
  const highest = percentileOfSorted(measured, LARGEST_SHARE_SHOWN);
  // Equal samples have no width of their own: one bin of about a hundredth of the value. No width is below a nanosecond,
  // nor so small beside the values that a double could not get past the first bin.
  const size = Math.abs(highest);
  const range = highest - lowest;
  const width = niceStep(Math.max(range > 0 ? range / MOST_BINS : size / 100, size * 1e-9, 1e-6));

  let step = Math.floor(lowest / multipleOf(width, 1));
  if (multipleOf(width, step) > lowest) step -= 1;
  if (multipleOf(width, step + 1) <= lowest) step += 1;
  const bins: HistogramBin[] = [];
  let index = 0;
  for (let fromMs = multipleOf(width, step); fromMs <= highest; ) {
    step += 1;
    const toMs = multipleOf(width, step);
    const first = index;
    while (index < finite && sampleAt(measured, index) < toMs) index += 1;
    bins.push({ fromMs, toMs, count: index - first });
    fromMs = toMs;
  }
  return { bins, above: sorted.length - index };
}
