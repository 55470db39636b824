/** What a series of measurements is of, apart from the measurements. */
export interface SeriesIdentity {
  /** `machine`, `core:3`, `process:engine` or `gpu:0`. */
  subject: string;
  /** The field of the sample, its unit in its name. */
  metric: string;
  /** `label`: its values are texts, numbered per series. */
  kind: 'number' | 'label';
}

export type SeriesValue = { series: SeriesIdentity; value: number | string };

/** One text per identity within a run. */
export function seriesName(series: SeriesIdentity): string {
  return `${series.subject} ${series.metric}`;
}
