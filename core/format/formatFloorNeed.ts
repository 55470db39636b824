import { formatCount } from './formatCount.ts';

/** What a percentile below its sample floor lacks: "needs 6636 requests". */
export function formatFloorNeed(requests: number): string {
  return `needs ${formatCount(requests)} requests`;
}
