import { zonedTime } from './zonedTime.ts';

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
