import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import { parseArrival } from '../../../core/schedule/parseArrival.ts';
import { constantRate } from '../../../core/schedule/rateProfiles.ts';
import { ScheduledArrivals } from '../../../core/schedule/ScheduledArrivals.ts';
import { ClosedLoop, type ClosedLoopOptions } from '../loops/ClosedLoop.ts';
import type { LoadLoop } from '../loops/LoadLoop.ts';
import { OpenLoop, type OpenLoopOptions } from '../loops/OpenLoop.ts';
import { stepSeed } from './stepSeed.ts';

type LoopOptions = Omit<ClosedLoopOptions, 'concurrency' | 'shard'> & Pick<OpenLoopOptions, 'beginAtMs'>;

/**
 * The loop that a step's load asks for.
 *
 * @throws Error when an open loop lacks its rate or its arrivals cannot be read.
 */
export function loopOf(step: PlannedStep, options: LoopOptions): LoadLoop {
  const { load, shard } = step;
  if (load.loop === 'closed') return new ClosedLoop({ ...options, concurrency: load.concurrency ?? 1, shard });
  if (load.ratePerSecond === undefined || load.arrival === undefined || load.maxInFlight === undefined) {
    throw new Error('load.loop is "open", which needs load.ratePerSecond, load.arrival and load.maxInFlight');
  }
  const parsed = parseArrival(load.arrival);
  if ('failure' in parsed) throw new Error(`load.${parsed.failure.reason}`);
  const rate = constantRate(load.ratePerSecond, options.warmupMs + options.durationMs);
  return new OpenLoop({
    ...options,
    arrivals: new ScheduledArrivals(parsed.arrival, rate, stepSeed(step)),
    maxInFlight: load.maxInFlight,
    shard,
    timeoutMs: step.timeoutSeconds * 1000,
  });
}
