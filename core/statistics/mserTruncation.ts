import { sampleAt } from './sampleAt.ts';

/**
 * How many block values at the beginning belong to a transient, by MSER: leave out as many as make the standard error of
 * what remains smallest, at most half of them (K. P. White, M. Cobb and S. Spratt, Winter Simulation Conference 2000).
 * 0 as well where the best cut lies in the last tenth of the allowed half: the values do not settle there.
 */
export function mserTruncation(blocks: Float64Array): number {
  const most = Math.floor(blocks.length / 2);
  const centre = blocks.reduce((sum, value) => sum + value, 0) / blocks.length;
  let sum = 0;
  let squares = 0;
  let best = 0;
  let leastError = Number.POSITIVE_INFINITY;
  for (let first = blocks.length - 1; first >= 0; first -= 1) {
    const deviation = sampleAt(blocks, first) - centre;
    sum += deviation;
    squares += deviation * deviation;
    const kept = blocks.length - first;
    const error = Math.max(0, squares - (sum * sum) / kept) / (kept * kept);
    if (first <= most && error <= leastError) {
      leastError = error;
      best = first;
    }
  }
  return best > 0.9 * most ? 0 : best;
}
