import type { ResolvedPlan } from '../../../core/contract/plannedStep.ts';
import type { PlanRequest } from '../../../core/contract/planRequest.ts';
import { formatCount } from '../../../core/format/formatCount.ts';
import { formatDuration } from '../../../core/format/formatDuration.ts';
import { formatDurationRange } from '../../../core/format/formatDurationRange.ts';
import { listed } from '../../../core/scenarios/levels.ts';
import { scenarios } from '../../../core/scenarios/scenarios.ts';

const stepText = (count: number): string => `${formatCount(count)} ${count === 1 ? 'step' : 'steps'}`;

/** What a quick plan does, and what it takes, each in a line. */
export function describeLoad(plan: ResolvedPlan, request: PlanRequest): { what: string; cost: string } {
  const asked = scenarios
    .filter(({ name }) => request.cells.some((cell) => cell.scenario === name))
    .flatMap(({ name, inShort }) => inShort?.(plan.steps.filter(({ scenario }) => scenario === name)) ?? []);
  const inFlight = [...new Set(asked.flatMap((one) => ('inFlight' in one ? one.inFlight : [])))];
  const parts = [
    ...(inFlight.length > 0 ? [`${listed(inFlight)} in flight`] : []),
    ...asked.flatMap((one) => ('batches' in one ? [`batches of ${listed(one.batches)}`] : [])),
  ];
  const others = asked.flatMap((one) => ('does' in one ? [one.does] : []));
  const { estimate } = plan;
  const searches = plan.steps.some(({ search }) => search !== undefined);
  const requests = estimate.requests === undefined ? [] : [`about ${formatCount(estimate.requests)} requests`];
  return {
    what: [...(parts.length === 0 ? [] : [`Latency at ${parts.join(', ')}`]), ...others].join(' · ') || request.name,
    cost: (searches
      ? [formatDurationRange(estimate.lowSeconds, estimate.highSeconds), 'a search finds its steps while it runs']
      : [`About ${formatDuration(estimate.totalSeconds)}`, stepText(plan.steps.length), ...requests]
    ).join(' · '),
  };
}
