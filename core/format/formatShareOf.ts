import { formatCount } from './formatCount.ts';
import { formatPercent } from './formatPercent.ts';

/** A part of a whole, as a percentage with the counts behind it: "0.4 % (23 of 5633)". Only the counts where the whole is nothing. */
export function formatShareOf(part: number, whole: number): string {
  const counts = `${formatCount(part)} of ${formatCount(whole)}`;
  return whole === 0 ? counts : `${formatPercent((100 * part) / whole)} (${counts})`;
}
