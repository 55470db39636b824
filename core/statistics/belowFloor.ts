import type { PercentileName } from '../contract/distribution.ts';
import { reportedPercentiles } from './reportedPercentiles.ts';
import { sampleFloor } from './sampleFloor.ts';

/** The reported percentiles that this many samples cannot carry, in ascending order. */
export function belowFloor(count: number): PercentileName[] {
  return reportedPercentiles.filter(({ share }) => count < sampleFloor(share)).map(({ name }) => name);
}
