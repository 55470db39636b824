import { formatCount } from './formatCount.ts';
import { typography } from './typography.ts';

/** A number that is only estimated, to two digits, and in words from a million on: "38 000", "1.4 million". */
export function formatEstimatedCount(count: number): string {
  const rounded = count < 10 ? Math.round(count) : Number(count.toPrecision(2));
  if (rounded < 1e6) return formatCount(rounded);
  const [size, word] = rounded < 1e9 ? [1e6, 'million'] : [1e9, 'billion'];
  return `${rounded / size}${typography.noBreakSpace}${word}`;
}
