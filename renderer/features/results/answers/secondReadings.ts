import type { SeriesPoint } from '../../../../core/contract/resultDocument.ts';
import { formatRunClock } from '../../../../core/format/durations.ts';
import type { Reading } from '../../../charts/Reading.ts';

/** What a chart over time says in each second. */
export function secondReadings(
  series: readonly SeriesPoint[],
  rowsOf: (point: SeriesPoint) => Reading['rows'],
): Reading[] {
  return series.map((point) => ({
    position: point.atMs / 1000 + 0.5,
    title: formatRunClock(point.atMs / 1000),
    rows: rowsOf(point),
  }));
}
