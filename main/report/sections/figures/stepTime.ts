import { type PhaseSpan, phaseSpans } from '../../../../core/chart/timeSpans.ts';
import type { StepResult } from '../../../../core/contract/resultDocument.ts';

/** So many columns or steps of a line fit side by side and still read. */
export const mostColumns = 180;

/** The time that the charts of a step span, and its phases in it. */
export function stepTime({ phases, series = [] }: StepResult): { phases: PhaseSpan[]; endSeconds: number } {
  const spans = phaseSpans(phases);
  const ends = [...spans.map(({ toSeconds }) => toSeconds), ...series.map(({ atMs }) => atMs / 1000 + 1)];
  return { phases: spans, endSeconds: Math.max(1, ...ends) };
}
