import { formatDate } from './formatDate.ts';

/** Date and time as reports give them, which travel between zones: "24 Nov 2026, 08:40 UTC". */
export function formatUtcDate(epochMs: number): string {
  return `${formatDate(epochMs, 'UTC')} UTC`;
}
