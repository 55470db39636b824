import type { SeriesPoint } from '../contract/resultDocument.ts';

/** A column over a stretch of time: one mean per second for each thing that is counted. */
export interface TimeColumn {
  fromSeconds: number;
  toSeconds: number;
  perSecond: number[];
}

/**
 * Counts of the seconds of a step as at most `most` columns of whole seconds each, so that a long step is not a fence.
 *
 * @param countsOf what is counted of a second, always as many numbers
 */
export function timeColumns(
  series: readonly SeriesPoint[],
  most: number,
  countsOf: (point: SeriesPoint) => readonly number[],
): TimeColumn[] {
  const width = Math.max(1, Math.ceil(series.length / most));
  const columns: TimeColumn[] = [];
  for (let from = 0; from < series.length; from += width) {
    const seconds = series.slice(from, from + width);
    const [first] = seconds;
    const last = seconds.at(-1);
    if (first === undefined || last === undefined) break;
    const sums = countsOf(first).map((_, index) =>
      seconds.reduce((sum, point) => sum + (countsOf(point)[index] ?? 0), 0),
    );
    columns.push({
      fromSeconds: first.atMs / 1000,
      toSeconds: last.atMs / 1000 + 1,
      perSecond: sums.map((sum) => sum / seconds.length),
    });
  }
  return columns;
}
