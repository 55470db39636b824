import type { StepResult } from '../contract/resultDocument.ts';
import { absenceOf, figuresOf } from '../format/figuresOf.ts';
import { formatLatency } from '../format/formatLatency.ts';
import { quantityParts } from '../format/quantityParts.ts';
import { absentHeadline, type Definition, type HeadlineFigure } from './ScenarioAnswer.ts';

/** How long latency took to be back, for scenarios that overload a target and let it recover. */
export function recoveryHeadlines({ recovery }: StepResult): HeadlineFigure[] {
  const figures = figuresOf(recovery);
  if (figures === undefined) return absentHeadline('Recovery', absenceOf(recovery));
  const { seconds, intervalSeconds, baseP95Ms } = figures;
  const figure = quantityParts(seconds, 's', intervalSeconds);
  return [{ name: 'Recovery', figure, note: `back to ${formatLatency(baseP95Ms)}, p95 of the base` }];
}

export const recoveryDefinition: Definition = {
  term: 'Recovery',
  meaning:
    'From the end of a burst or a peak until latency is back inside the p95 of the base for good. The interval holds the instants that explain the latencies nearly as well.',
};
