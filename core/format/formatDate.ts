import { formatClockTime } from './formatClockTime.ts';
import { zonedTime } from './zonedTime.ts';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** Date and time of day in a zone: "24 Nov 2026, 09:12". */
export function formatDate(epochMs: number, timeZone: string): string {
  const { day, month, year } = zonedTime(epochMs, timeZone);
  return `${day} ${months[month - 1]} ${year}, ${formatClockTime(epochMs, timeZone)}`;
}
