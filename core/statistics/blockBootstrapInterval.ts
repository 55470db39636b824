import { sampleAt } from './arrays.ts';
import {
  type BlockSummary,
  fewestBlocks,
  mergeDependentBlocks,
  mostBlocks,
  neighbourCorrelation,
} from './dependentBlocks.ts';
import { normalCumulative, studentQuantile } from './distributions.ts';
import type { IntervalResult } from './Interval.ts';
import { percentileOfSorted } from './percentiles.ts';
import { SeededRandom } from './SeededRandom.ts';

/** Enough that the ends of the interval move by less than a twentieth of its width between seeds. */
const RESAMPLES = 2000;

/** Any fixed seed will do: the interval is a function of the records alone, and comes out the same when derived again. */
const BOOTSTRAP_SEED = 1;

/** The ratio of as many blocks as there are, drawn with replacement. A function of its own, so that it is compiled as one. */
function resampledRatio(random: SeededRandom, sums: Float64Array, weights: Float64Array): number {
  let sum = 0;
  let weight = 0;
  for (let draw = 0; draw < sums.length; draw += 1) {
    const block = random.integer(sums.length);
    sum += sampleAt(sums, block);
    weight += sampleAt(weights, block);
  }
  return sum / weight;
}

/**
 * 95 % interval of Σ sum / Σ weight over blocks in the order they were measured: a mean latency or a rate.
 *
 * Whole blocks are drawn with replacement (E. Carlstein, Annals of Statistics 14, 1986), so that what happens in runs
 * stays together; blocks that still depend on their neighbours are merged first ({@link mergeDependentBlocks}). The ends
 * are percentiles of the resampled ratios, widened for few blocks as by T. Hesterberg, "What teachers should know about
 * the bootstrap", The American Statistician 69, 2015. The same blocks always give the same interval.
 * What it holds in simulation: 95 % for independent values, 93 % for 2000 values of which neighbours correlate by 0.9.
 *
 * @param blocks at most 1000 (a RangeError otherwise), finite, of positive weight in total
 * @returns absent with the reason when there are fewer than 10 blocks, or when even the longest blocks depend on each
 *   other (lag-one correlation above 2/√blocks): the step drifts, or is too short for its queue
 */
export function blockBootstrapInterval(blocks: readonly BlockSummary[]): IntervalResult {
  if (blocks.length > mostBlocks) {
    throw new RangeError(`there are ${blocks.length} blocks; merge them to at most ${mostBlocks}`);
  }
  if (blocks.length < fewestBlocks) return { absent: `${blocks.length} of ${fewestBlocks} blocks` };
  const totalSum = blocks.reduce((sum, block) => sum + block.sum, 0);
  const totalWeight = blocks.reduce((sum, block) => sum + block.weight, 0);
  const ratio = totalSum / totalWeight;
  if (!Number.isFinite(ratio)) {
    throw new RangeError(
      `the blocks sum to ${totalSum} over a weight of ${totalWeight}; both must be finite, the weight positive`,
    );
  }
  const independent = mergeDependentBlocks(blocks, ratio);
  const drawn = independent.length;
  if (neighbourCorrelation(independent, ratio) > 2 / Math.sqrt(drawn)) {
    return { absent: 'neighbouring blocks depend on each other throughout' };
  }
  // Columns: a summary draws a million blocks, and a typed array is several times as fast as objects.
  const sums = Float64Array.from(independent, (block) => block.sum);
  const weights = Float64Array.from(independent, (block) => block.weight);
  const random = new SeededRandom(BOOTSTRAP_SEED);
  const ratios = new Float64Array(RESAMPLES);
  for (let resample = 0; resample < RESAMPLES; resample += 1) ratios[resample] = resampledRatio(random, sums, weights);
  ratios.sort();
  const tail = normalCumulative(-Math.sqrt(drawn / (drawn - 1)) * studentQuantile(drawn - 1));
  const low = Math.min(ratio, percentileOfSorted(ratios, tail));
  const high = Math.max(ratio, percentileOfSorted(ratios, 1 - tail));
  // A draw of nothing but weightless blocks has no ratio; where that is common, neither has an interval a meaning.
  return Number.isFinite(high) ? { interval: [low, high] } : { absent: 'most blocks took no time' };
}
