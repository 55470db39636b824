import { chanceInflation } from './chanceInflation.ts';
import { meanAndDeviation } from './meanAndDeviation.ts';

const windowCount = 10;
const fewestPerWindow = 5;
/** Ratio of spreads above which chance is excluded: the 99 % point of F is 2.89 for 9 and 40 degrees of freedom, 2.61 for 9 and 90. */
const beyondChance = 3;

/**
 * Spread of the means of ten windows of blocks beyond chance, as a share of the mean; 0 where chance explains it (the
 * between-group component of a one-way analysis of variance, H. Scheffé, "The Analysis of Variance", 1959, §7.2). What
 * chance does is told by the spread within windows, enlarged by {@link chanceInflation}: blocks that follow each other in
 * a queue are alike.
 *
 * @param blocks finite, in their order, at least 50 of them
 */
export function windowVariation(blocks: Float64Array): number {
  if (blocks.length < windowCount * fewestPerWindow) {
    throw new RangeError(`there are ${blocks.length} blocks; give at least ${windowCount * fewestPerWindow}`);
  }
  const windows = Array.from({ length: windowCount }, (_, window) => {
    const from = Math.round((window * blocks.length) / windowCount);
    return blocks.subarray(from, Math.round(((window + 1) * blocks.length) / windowCount));
  });
  let chance = 0;
  const means = Float64Array.from(windows, (window) => {
    const { mean, standardDeviation = 0 } = meanAndDeviation(window);
    chance += standardDeviation ** 2 / window.length / windowCount;
    return mean;
  });
  chance *= chanceInflation(windows);
  const { mean, standardDeviation = 0 } = meanAndDeviation(means);
  const between = standardDeviation ** 2;
  if (mean === 0 || between <= beyondChance * chance) return 0;
  return Math.sqrt(between - chance) / Math.abs(mean);
}
