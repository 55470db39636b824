import { formatClockTime } from './formatClockTime.ts';
import { formatDate } from './formatDate.ts';
import { type ZonedTime, zonedTime } from './zonedTime.ts';

/** Days of the calendar since 1970, so that the day before the first of a month is one less. */
function calendarDay({ year, month, day }: ZonedTime): number {
  return Date.UTC(year, month - 1, day) / 86_400_000;
}

/** When something was, seen from now: "today 09:12", "yesterday 18:02", else "24 Nov 2026, 09:12". By the calendar of the zone. */
export function formatWhen(epochMs: number, nowMs: number, timeZone: string): string {
  const daysAgo = calendarDay(zonedTime(nowMs, timeZone)) - calendarDay(zonedTime(epochMs, timeZone));
  if (daysAgo === 0) return `today ${formatClockTime(epochMs, timeZone)}`;
  if (daysAgo === 1) return `yesterday ${formatClockTime(epochMs, timeZone)}`;
  return formatDate(epochMs, timeZone);
}
