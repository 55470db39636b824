import type { ResultDocument } from '../../../core/contract/resultDocument.ts';
import { formatClockTime } from '../../../core/format/formatClockTime.ts';
import { formatCount } from '../../../core/format/formatCount.ts';
import { formatDate } from '../../../core/format/formatDate.ts';
import { displayText } from '../displayText.ts';

const shownOfHash = 16;

/** What every printed page says at its foot: "Run 145 · 24 Nov 2026, 08:40–08:44 UTC · raw data sha256 9f2c 41d7 b0ae 6e15". */
export function runningFoot({ run }: ResultDocument): string {
  const began = formatDate(Date.parse(run.startedAt), 'UTC');
  const ended = run.endedAt === undefined ? '' : `–${formatClockTime(Date.parse(run.endedAt), 'UTC')}`;
  const when = `${began}${ended} UTC`;
  const hash = run.recordsHash?.slice(0, shownOfHash).replace(/(.{4})(?=.)/g, '$1 ');
  return [`Run ${formatCount(run.number)}`, when, hash === undefined ? '' : `raw data sha256 ${displayText(hash)}`]
    .filter((part) => part !== '')
    .join(' · ');
}
