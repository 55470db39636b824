import { formatPercent } from './formatPercent.ts';
import { typography } from './typography.ts';

/** A figure that failures make infinite, with its cause: "∞ · 6.1 % failed". */
export function formatInfinite(failed: number, count: number): string {
  return `${typography.infinity} ${typography.middleDot} ${formatPercent((100 * failed) / count)} failed`;
}
