import { elementAt } from './elementAt.ts';
import { sampleAt } from './sampleAt.ts';

/** A point of the empirical distribution function: `share` of all requests took at most `valueMs`. */
export interface CumulativeShare {
  readonly valueMs: number;
  readonly share: number;
}

/**
 * The empirical distribution function of ascending samples as the corners of its staircase, at most `mostPoints` of them:
 * the first and the last distinct finite value always, the others evenly spaced among the distinct values. Failures have no value, so that with
 * them the last share is below 1.
 */
export function cumulativeShares(sorted: Float64Array, mostPoints = 200): CumulativeShare[] {
  if (!Number.isInteger(mostPoints) || mostPoints < 2) {
    throw new RangeError(`mostPoints is ${mostPoints}; give a whole number from 2`);
  }
  const corners: CumulativeShare[] = [];
  for (let index = 0; index < sorted.length; index += 1) {
    const valueMs = sampleAt(sorted, index);
    if (valueMs === Number.POSITIVE_INFINITY) break;
    if (index + 1 === sorted.length || sampleAt(sorted, index + 1) !== valueMs) {
      corners.push({ valueMs, share: (index + 1) / sorted.length });
    }
  }
  if (corners.length <= mostPoints) return corners;
  return Array.from({ length: mostPoints }, (_, point) =>
    elementAt(corners, Math.round((point * (corners.length - 1)) / (mostPoints - 1))),
  );
}
