import type { ResolvedPlan } from '../../../core/contract/plannedStep.ts';
import type { PlanRequest } from '../../../core/contract/planRequest.ts';
import { formatCount } from '../../../core/format/formatCount.ts';
import { formatDuration } from '../../../core/format/formatDuration.ts';
import { formatDurationRange } from '../../../core/format/formatDurationRange.ts';

function listed(values: readonly (number | string)[]): string {
  return values.length < 2 ? values.join('') : `${values.slice(0, -1).join(', ')} and ${values.at(-1)}`;
}

const stepText = (count: number): string => `${formatCount(count)} ${count === 1 ? 'step' : 'steps'}`;

/** What a quick plan does, and what it takes, each in a line. */
export function describeLoad(plan: ResolvedPlan, request: PlanRequest): { what: string; cost: string } {
  const has = (scenario: string): boolean => request.cells.some((cell) => cell.scenario === scenario);
  const levels = (scenario: string, of: (step: ResolvedPlan['steps'][number]) => number | undefined): number[] => {
    const found = plan.steps.filter((step) => step.scenario === scenario).map(of);
    return [...new Set(found.filter((level) => level !== undefined))].sort((a, b) => a - b);
  };
  const concurrent = has('latency/concurrent_requests')
    ? levels('latency/concurrent_requests', (step) => step.load.concurrency)
    : [];
  const inFlight = [...new Set([...(has('latency/single_request') ? [1] : []), ...concurrent])];
  const parts = [
    ...(inFlight.length > 0 ? [`${listed(inFlight)} in flight`] : []),
    ...(has('latency/batch_processing')
      ? [`batches of ${listed(levels('latency/batch_processing', (step) => step.load.batchSize))}`]
      : []),
  ];
  const rates = plan.steps.flatMap(({ load }) => (load.loop === 'open' ? (load.ratePerSecond ?? []) : []));
  const others = [
    ...(has('throughput/max_throughput') ? ['Highest throughput'] : []),
    ...(has('throughput/sustained_load')
      ? [rates.length === 0 ? 'Steady load below it' : `Steady load at ${listed([...new Set(rates)])} requests/s`]
      : []),
  ];
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
