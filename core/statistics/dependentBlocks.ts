import { elementAt, sampleAt } from './arrays.ts';
import { meanAndDeviation } from './meanAndDeviation.ts';

/**
 * A run of neighbouring measurements, reduced to what a ratio needs: for a mean the sum of the values and their number,
 * for a rate the amount and the seconds it took.
 */
export interface BlockSummary {
  readonly sum: number;
  readonly weight: number;
}

/** No more blocks than this are kept or resampled, however long a step ran. */
export const mostBlocks = 1000;

/**
 * How many blocks a series of `count` measurements is cut into: blocks of about n^(1/3), the order that P. Hall,
 * J. Horowitz and B.-Y. Jing ("On blocking rules for the bootstrap with dependent data", Biometrika 82, 1995) found best,
 * never shorter than `leastPerBlock`, and at most {@link mostBlocks} of them.
 */
export function blockCount(count: number, leastPerBlock = 1): number {
  const perBlock = Math.max(1, leastPerBlock, Math.ceil(Math.cbrt(count)));
  return Math.min(mostBlocks, Math.floor(count / perBlock));
}

/** Cuts values, in the order in which they were measured, into blocks whose ratio sum/weight is their mean. */
export function blockSummaries(values: Float64Array): BlockSummary[] {
  const blocks = Math.max(1, blockCount(values.length));
  return Array.from({ length: blocks }, (_, block) => {
    const part = values.subarray(
      Math.round((block * values.length) / blocks),
      Math.round(((block + 1) * values.length) / blocks),
    );
    let sum = 0;
    for (const value of part) sum += value;
    return { sum, weight: part.length };
  });
}

/** Blocks are not merged below this number: with fewer the spread between them says too little about chance. */
export const fewestBlocks = 10;

function mergeNeighbours(blocks: readonly BlockSummary[]): BlockSummary[] {
  const merged: BlockSummary[] = [];
  for (let index = 0; index + 1 < blocks.length; index += 2) {
    // An odd one at the end joins the last pair.
    const last = index + 3 === blocks.length ? index + 2 : index + 1;
    let sum = 0;
    let weight = 0;
    for (const block of blocks.slice(index, last + 1)) {
      sum += block.sum;
      weight += block.weight;
    }
    merged.push({ sum, weight });
  }
  return merged;
}

/** Deviations this small beside the sums themselves are rounding, and say nothing. */
const ROUNDING = 1e-9;

/** Correlation between each block's deviation from the overall ratio and its neighbour's; 0 where nothing varies. */
export function neighbourCorrelation(blocks: readonly BlockSummary[], ratio: number): number {
  const deviations = blocks.map((block) => block.sum - ratio * block.weight);
  let products = 0;
  let squares = 0;
  let size = 0;
  deviations.forEach((deviation, index) => {
    squares += deviation * deviation;
    size += elementAt(blocks, index).sum ** 2;
    if (index > 0) products += deviation * elementAt(deviations, index - 1);
  });
  return squares > size * ROUNDING ** 2 ? products / squares : 0;
}

/**
 * Merges neighbouring blocks two by two until their ratios no longer depend visibly on each other (lag-one correlation
 * within ±1/√blocks, one standard error of it) or fewer than 10 would be left: the batch-means rule of G. Fishman
 * ("Grouping observations in digital simulation", Management Science 24, 1978). Latencies under load come in runs, and
 * blocks shorter than such a run would make the interval too narrow; a needless merge only makes it a little wider.
 *
 * @param ratio Σ sum / Σ weight of the blocks
 */
export function mergeDependentBlocks(blocks: readonly BlockSummary[], ratio: number): readonly BlockSummary[] {
  let current = blocks;
  while (
    current.length >= 2 * fewestBlocks &&
    Math.abs(neighbourCorrelation(current, ratio)) > 1 / Math.sqrt(current.length)
  ) {
    current = mergeNeighbours(current);
  }
  return current;
}

/** More values are averaged in groups first: sums over all pairs of a million would take minutes. */
const mostPoints = 1000;

/** Below it a correlation is mostly chance. */
const fewestPoints = 10;

/**
 * By how much the variance of the mean of values that follow each other is larger than that of independent ones, 1 at least:
 * 1 + 2 Σ of their autocorrelations, summed in pairs of lags as long as a pair is positive (the initial positive sequence of
 * C. Geyer, "Practical Markov chain Monte Carlo", Statistical Science 7, 1992). So many times fewer independent values would
 * say as much.
 *
 * @param values finite, in the order in which they came
 */
export function dependenceInflation(values: Float64Array): number {
  if (values.length < fewestPoints) return 1;
  const groups = Math.min(mostPoints, values.length);
  const means = Float64Array.from({ length: groups }, (_, group) => {
    const from = Math.round((group * values.length) / groups);
    return meanAndDeviation(values.subarray(from, Math.round(((group + 1) * values.length) / groups))).mean;
  });
  const { standardDeviation: deviation = 0 } = meanAndDeviation(values);
  if (deviation === 0) return 1;
  // What neighbours have in common within a group shows in how much more its mean varies than one of independent values.
  const { mean, standardDeviation: ofMeans = 0 } = meanAndDeviation(means);
  const within = (ofMeans / deviation) ** 2 * (values.length / groups);
  const left = means.map((value) => value - mean);
  const squares = left.reduce((sum, value) => sum + value * value, 0);
  if (squares === 0) return 1;
  const correlation = (lag: number): number => {
    let sum = 0;
    for (let index = lag; index < groups; index += 1) sum += sampleAt(left, index) * sampleAt(left, index - lag);
    return sum / squares;
  };
  let between = -1;
  let lags = 0;
  for (; lags + 1 < groups / 2; lags += 2) {
    const pair = correlation(lags) + correlation(lags + 1);
    if (pair <= 0) break;
    between += 2 * pair;
  }
  // Deviations are from the mean that was seen, not the true one, which takes as much from each of the correlations.
  const unbiased = between / (1 - (2 * lags - 1) / (2 * groups));
  return Math.max(1, within * unbiased);
}
