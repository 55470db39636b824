import type { TrafficPlan } from '../../core/contract/trafficPlan.ts';
import { formatCount } from '../../core/format/numbers.ts';
import { formatRate } from '../../core/format/quantities.ts';

interface StepLoad {
  loop: 'open' | 'closed';
  concurrency?: number | undefined;
  ratePerSecond?: number | undefined;
  arrival?: string | undefined;
  /** As a result names it, or as a plan has it. */
  traffic?: string | TrafficPlan | undefined;
  batchSize: number;
  seed: number;
}

/** The load of a step in a line: "4 in flight, batches of 8, closed loop, seed 42". */
export function describeStepLoad(load: StepLoad): string {
  return [
    ...(load.concurrency === undefined ? [] : [`${formatCount(load.concurrency)} in flight`]),
    ...(load.ratePerSecond === undefined ? [] : [formatRate(load.ratePerSecond)]),
    ...(load.batchSize > 1 ? [`batches of ${formatCount(load.batchSize)}`] : []),
    `${load.loop} loop`,
    ...arrivalsOf(load),
    `seed ${load.seed}`,
  ].join(', ');
}

/** How requests come: traffic has arrivals of its own. */
function arrivalsOf({ arrival, traffic }: StepLoad): string[] {
  if (traffic === undefined) return arrival === undefined ? [] : [arrival];
  if (typeof traffic === 'string') return [traffic];
  switch (traffic.kind) {
    case 'builtInTrace':
      return [traffic.name];
    case 'traceFile':
      return [traffic.path.split(/[/\\]/).at(-1) ?? traffic.path];
    default:
      return [traffic.kind];
  }
}
