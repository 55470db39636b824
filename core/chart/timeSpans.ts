import type { SeriesPoint } from '../contract/resultDocument.ts';
import type { StepPhase } from '../contract/scenarioFigures.ts';
import { phaseTitle } from '../format/phaseTitle.ts';

/** A phase as a stretch of a chart over time, seconds since the step began. */
export interface PhaseSpan {
  name: string;
  title: string;
  fromSeconds: number;
  toSeconds: number;
  /** Requests of other phases are sent and left out: they are hatched. */
  isCounted: boolean;
}

const uncounted: ReadonlySet<string> = new Set(['warmUp', 'coolDown']);

/** Whether the requests of a phase count. */
export function isCountedPhase({ name, counted }: Pick<StepPhase, 'name' | 'counted'>): boolean {
  return counted !== false && !uncounted.has(name);
}

/** The phases of a step as stretches of its time; those without length are left out. */
export function phaseSpans(phases: readonly StepPhase[]): PhaseSpan[] {
  return phases
    .filter(({ fromMs, toMs }) => toMs > fromMs)
    .map((phase) => ({
      name: phase.name,
      title: phaseTitle(phase.name),
      fromSeconds: phase.fromMs / 1000,
      toSeconds: phase.toMs / 1000,
      isCounted: isCountedPhase(phase),
    }));
}

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
