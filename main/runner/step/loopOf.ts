import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import { ClosedLoop, type ClosedLoopOptions } from '../loops/ClosedLoop.ts';
import type { LoadLoop } from '../loops/LoadLoop.ts';
import { OpenLoop, type OpenLoopOptions } from '../loops/OpenLoop.ts';
import { arrivalsOf } from '../traffic/arrivalsOf.ts';
import { checkPhases } from '../traffic/checkPhases.ts';
import { requiredLoad } from '../traffic/requiredLoad.ts';

type LoopOptions = Omit<ClosedLoopOptions, 'concurrency' | 'shard'> & Pick<OpenLoopOptions, 'beginAtMs'>;

/**
 * The loop that a step's load asks for.
 *
 * @throws Error when an open loop lacks what it needs, or its arrivals cannot be read.
 */
export async function loopOf(step: PlannedStep, options: LoopOptions): Promise<LoadLoop> {
  const { load, shard } = step;
  checkPhases(step);
  if (load.loop === 'closed') return new ClosedLoop({ ...options, concurrency: load.concurrency ?? 1, shard });
  const maxInFlight = requiredLoad(load, 'maxInFlight');
  const arrivals = await arrivalsOf(step, (message) => options.listener.onLog('info', message));
  return new OpenLoop({
    ...options,
    arrivals,
    shapeOfStep: { promptTokens: step.promptTokens, outputTokens: step.outputTokens },
    maxInFlight,
    shard,
    timeoutMs: step.timeoutSeconds * 1000,
  });
}
