import { zonedTime } from './zonedTime.ts';

/** Time of day in a zone: "09:12". */
export function formatClockTime(epochMs: number, timeZone: string): string {
  const { hour, minute } = zonedTime(epochMs, timeZone);
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}
