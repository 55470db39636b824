import { groupThousands } from '../../../core/format/groupThousands.ts';

/** The number at a tick of an axis: as many digits as it needs, four at most. */
export function plainNumber(value: number): string {
  return groupThousands(String(Number(value.toPrecision(4))));
}
