import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import { ClosedLoop, type ClosedLoopOptions } from '../loops/ClosedLoop.ts';
import type { LoadLoop } from '../loops/LoadLoop.ts';
import { OpenLoop, type OpenLoopOptions } from '../loops/OpenLoop.ts';
import { arrivalsOf } from '../traffic/arrivalsOf.ts';

type LoopOptions = Omit<ClosedLoopOptions, 'concurrency' | 'shard'> & Pick<OpenLoopOptions, 'beginAtMs'>;

/**
 * The loop that a step's load asks for.
 *
 * @throws Error when an open loop lacks what it needs, or its arrivals cannot be read.
 */
export function loopOf(step: PlannedStep, options: LoopOptions): LoadLoop {
  const { load, shard } = step;
  if (load.loop === 'closed') return new ClosedLoop({ ...options, concurrency: load.concurrency ?? 1, shard });
  if (load.maxInFlight === undefined) throw new Error('load.loop is "open", which needs load.maxInFlight');
  return new OpenLoop({
    ...options,
    arrivals: arrivalsOf(step),
    shapeOfStep: { promptTokens: step.promptTokens, outputTokens: step.outputTokens },
    maxInFlight: load.maxInFlight,
    shard,
    timeoutMs: step.timeoutSeconds * 1000,
  });
}
