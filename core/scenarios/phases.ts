import type { StepResult } from '../contract/resultDocument.ts';
import { absenceOf, figuresOf } from '../format/absences.ts';
import { formatLatency } from '../format/latency.ts';
import { quantityParts } from '../format/quantities.ts';
import type { ScenarioPhase } from './Scenario.ts';
import { absentHeadline, type Definition, type HeadlineFigure } from './ScenarioAnswer.ts';

/**
 * The phases of a step with their shares of the duration, which add up to 1.
 *
 * @param phases in order, each with its load; a name may stand twice.
 * @param proportions by name.
 * @throws Error when a phase has no proportion: validation has refused such a configuration.
 */
export function phasesInOrder(
  phases: readonly Omit<ScenarioPhase, 'share'>[],
  proportions: Readonly<Record<string, number>>,
): ScenarioPhase[] {
  const sizes = phases.map(({ name }) => {
    const size = Object.hasOwn(proportions, name) ? proportions[name] : undefined;
    if (size === undefined) throw new Error(`phase "${name}" has no proportion`);
    return size;
  });
  const total = sizes.reduce((sum, size) => sum + size, 0);
  return phases.map((phase, index) => ({ ...phase, share: (sizes[index] ?? 0) / total }));
}

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
