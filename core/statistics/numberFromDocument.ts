import type { PossiblyInfinite } from '../contract/distribution.ts';

/** A number of the result document as one to calculate with. */
export function numberFromDocument(value: PossiblyInfinite): number {
  return value === 'Infinity' ? Number.POSITIVE_INFINITY : value;
}
