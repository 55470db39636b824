import { formatFixed } from './formatFixed.ts';
import { joinQuantity } from './joinQuantity.ts';
import { typography } from './typography.ts';

function parts(large: number, largeUnit: string, small: number, smallUnit: string): string {
  const first = joinQuantity({ number: formatFixed(large, 0), unit: largeUnit });
  if (small === 0) return first;
  return `${first}${typography.noBreakSpace}${joinQuantity({ number: formatFixed(small, 0), unit: smallUnit })}`;
}

/** How long something took or will take: "6.0 s", "2 min 40 s", "1 h 54 min". Two units at most, a zero second one left out. */
export function formatDuration(seconds: number): string {
  if (seconds < 59.95) return joinQuantity({ number: formatFixed(seconds, seconds === 0 ? 0 : 1), unit: 's' });
  const wholeSeconds = Math.round(seconds);
  if (wholeSeconds < 3600) return parts(Math.floor(wholeSeconds / 60), 'min', wholeSeconds % 60, 's');
  const wholeMinutes = Math.round(seconds / 60);
  return parts(Math.floor(wholeMinutes / 60), 'h', wholeMinutes % 60, 'min');
}
