import type { Interval } from '../statistics/Interval.ts';
import { formatFixed, joinQuantity, typography } from './numbers.ts';
import { formatQuantity } from './quantities.ts';

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

/** The range of an estimate: "1 h 36 min to 2 h 20 min"; one duration where both ends read the same. */
export function formatDurationRange(lowSeconds: number, highSeconds: number): string {
  const low = formatDuration(lowSeconds);
  const high = formatDuration(highSeconds);
  return low === high ? low : `${low} to ${high}`;
}

/** Seconds that were measured to some precision: "3.2 s [2.9, 3.6]". Plain durations are for `formatDuration`. */
export function formatSeconds(seconds: number, interval?: Interval): string {
  return formatQuantity(seconds, 's', interval);
}

/** Time that remains: "0:43 left". Rounded up, so that 0:00 stands only when nothing remains. */
export function formatTimeLeft(seconds: number): string {
  return `${formatRunClock(Math.ceil(seconds))} left`;
}

/** Time since a start, as a clock: "1:37", from one hour "1:02:05". Whole seconds that have passed; never below 0:00. */
export function formatRunClock(seconds: number): string {
  const passed = Math.max(0, Math.floor(seconds));
  const twoDigits = (value: number): string => String(value).padStart(2, '0');
  const hours = Math.floor(passed / 3600);
  const minutes = Math.floor(passed / 60) % 60;
  const tail = twoDigits(passed % 60);
  return hours > 0 ? `${hours}:${twoDigits(minutes)}:${tail}` : `${minutes}:${tail}`;
}
