import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import { ClosedLoop, type ClosedLoopOptions } from '../loops/ClosedLoop.ts';
import { ConversationLoop } from '../loops/ConversationLoop.ts';
import type { LoadLoop } from '../loops/LoadLoop.ts';
import { OpenLoop, type OpenLoopOptions } from '../loops/OpenLoop.ts';
import { arrivalsOf } from '../traffic/arrivalsOf.ts';
import { checkCombination } from '../traffic/checkCombination.ts';
import { checkPhases } from '../traffic/checkPhases.ts';
import { concurrencyPhases } from '../traffic/concurrencyPhases.ts';
import { conversationsOf } from '../traffic/conversationsOf.ts';
import { requiredLoad } from '../traffic/requiredLoad.ts';

type LoopOptions = Omit<ClosedLoopOptions, 'concurrency' | 'phases' | 'shard'> & Pick<OpenLoopOptions, 'beginAtMs'>;

/**
 * The loop that a step's load asks for, ready to be made: what takes time, such as reading a recording, is done by then.
 *
 * @param note is told what is worth knowing of the load
 * @throws Error when an open loop lacks what it needs, or its arrivals cannot be read.
 */
export async function loopOf(
  step: PlannedStep,
  note: (message: string) => void,
): Promise<(options: LoopOptions) => LoadLoop> {
  const { load, shard } = step;
  checkPhases(step);
  checkCombination(load);
  if (load.loop === 'closed') {
    const phases = load.phases === undefined ? undefined : concurrencyPhases(load.phases);
    return (options) => new ClosedLoop({ ...options, concurrency: load.concurrency ?? 1, phases, shard });
  }
  const paced = {
    maxInFlight: requiredLoad(load, 'maxInFlight'),
    shard,
    timeoutMs: step.timeoutSeconds * 1000,
  };
  if (load.traffic?.kind === 'conversations') {
    const { mostTurns } = load.traffic;
    const conversations = conversationsOf(step, load.traffic);
    return (options) => new ConversationLoop({ ...options, ...paced, conversations, mostTurns });
  }
  const arrivals = await arrivalsOf(step, note);
  const { promptTokens, outputTokens } = step;
  return (options) => new OpenLoop({ ...options, ...paced, arrivals, shapeOfStep: { promptTokens, outputTokens } });
}
