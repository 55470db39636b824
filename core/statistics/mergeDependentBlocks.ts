import type { BlockSummary } from './blockSummaries.ts';
import { elementAt } from './elementAt.ts';

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
