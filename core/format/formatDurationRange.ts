import { formatDuration } from './formatDuration.ts';

/** The range of an estimate: "1 h 36 min to 2 h 20 min"; one duration where both ends read the same. */
export function formatDurationRange(lowSeconds: number, highSeconds: number): string {
  const low = formatDuration(lowSeconds);
  const high = formatDuration(highSeconds);
  return low === high ? low : `${low} to ${high}`;
}
