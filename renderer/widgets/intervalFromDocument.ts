import type { PossiblyInfinite } from '../../core/contract/distribution.ts';
import type { Interval } from '../../core/statistics/Interval.ts';
import { numberFromDocument } from '../../core/statistics/numberFromDocument.ts';

/** An interval of the result document as numbers, Infinity included. */
export function intervalFromDocument([low, high]: readonly [PossiblyInfinite, PossiblyInfinite]): Interval {
  return [numberFromDocument(low), numberFromDocument(high)];
}
