import { formatFixed } from './formatFixed.ts';

/** A whole number of things that were counted: "5633", "96 218". */
export function formatCount(count: number): string {
  return formatFixed(count, 0);
}
