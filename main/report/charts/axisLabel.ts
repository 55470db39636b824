import { groupThousands } from '../../../core/format/groupThousands.ts';

/** A tick's value as its label: ticks are round, so that all their digits are shown, thousands apart. */
export function axisLabel(value: number): string {
  return groupThousands(String(value));
}
