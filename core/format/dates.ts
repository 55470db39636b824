/** Date and time of day as a calendar and a clock in some zone show them. `month` counts from 1. */
interface ZonedTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

// Making a formatter costs more than using it a hundred times, and a history has thousands of rows.
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterFor(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known !== undefined) return known;
  const formatter = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formatters.set(timeZone, formatter);
  return formatter;
}

/** @param timeZone an IANA name such as "Europe/Berlin", or "UTC"; a RangeError of the runtime names an unknown one */
function zonedTime(epochMs: number, timeZone: string): ZonedTime {
  const parts = formatterFor(timeZone).formatToParts(epochMs);
  const part = (type: Intl.DateTimeFormatPartTypes): number =>
    Number(parts.find((candidate) => candidate.type === type)?.value);
  return {
    year: part('year'),
    month: part('month'),
    day: part('day'),
    hour: part('hour'),
    minute: part('minute'),
    second: part('second'),
  };
}

/** Time of day in a zone: "09:12". */
export function formatClockTime(epochMs: number, timeZone: string): string {
  const { hour, minute } = zonedTime(epochMs, timeZone);
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** Date and time of day in a zone: "24 Nov 2026, 09:12". */
export function formatDate(epochMs: number, timeZone: string): string {
  const { day, month, year } = zonedTime(epochMs, timeZone);
  return `${day} ${months[month - 1]} ${year}, ${formatClockTime(epochMs, timeZone)}`;
}

/** ISO 8601 with the offset of the zone, for tooltips: "2026-11-24T09:12:07+01:00", "2026-11-24T08:12:07Z" in UTC. */
export function formatIsoTime(epochMs: number, timeZone: string): string {
  const { year, month, day, hour, minute, second } = zonedTime(epochMs, timeZone);
  const asIfUtc = Date.UTC(year, month - 1, day, hour, minute, second);
  const local = new Date(asIfUtc).toISOString().slice(0, 19);
  if (timeZone === 'UTC') return `${local}Z`;
  const offsetMinutes = Math.round((asIfUtc - epochMs) / 60_000);
  const size = Math.abs(offsetMinutes);
  const twoDigits = (value: number): string => String(value).padStart(2, '0');
  return `${local}${offsetMinutes < 0 ? '-' : '+'}${twoDigits(Math.floor(size / 60))}:${twoDigits(size % 60)}`;
}

/** Date and time as reports give them, which travel between zones: "24 Nov 2026, 08:40 UTC". */
export function formatUtcDate(epochMs: number): string {
  return `${formatDate(epochMs, 'UTC')} UTC`;
}

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
