import type { SeriesPoint, StepResult } from '../../../../core/contract/resultDocument.ts';

type Figure = Exclude<keyof SeriesPoint & string, 'atMs'>;

/** A figure of every second in the middle of it, NaN where it was not measured; empty where it never was. */
export function seriesPoints(series: readonly SeriesPoint[], name: Figure, factor = 1): [number, number][] {
  const points = series.map((point): [number, number] => {
    const value = point[name];
    return [point.atMs / 1000 + 0.5, typeof value === 'number' ? value * factor : Number.NaN];
  });
  return points.some(([, value]) => Number.isFinite(value)) ? points : [];
}

/** How long the axis of a step is: to the end of its last second and of its last phase. */
export function stepSeconds({ series = [], phases }: Pick<StepResult, 'series' | 'phases'>): number {
  const lastSecond = (series.at(-1)?.atMs ?? 0) / 1000 + 1;
  return Math.max(lastSecond, ...phases.map(({ toMs }) => toMs / 1000));
}
