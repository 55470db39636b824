import type { PossiblyInfinite } from '../contract/distribution.ts';

/** A number as the result document writes it: JSON has no Infinity, so that it stands as a word. */
export function documentNumber(value: number): PossiblyInfinite {
  if (value === Number.POSITIVE_INFINITY) return 'Infinity';
  if (!Number.isFinite(value)) throw new RangeError(`the value is ${value}; leave out what was not measured`);
  return value;
}
