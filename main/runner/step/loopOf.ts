import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import { ClosedLoop, type ClosedLoopOptions } from '../loops/ClosedLoop.ts';
import { ConversationLoop } from '../loops/ConversationAgenda.ts';
import type { LoadLoop } from '../loops/LoadLoop.ts';
import { OpenLoop, type OpenLoopOptions } from '../loops/ScheduleAgenda.ts';
import { arrivalsOf } from '../traffic/arrivalsOf.ts';
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

/**
 * When requests come cannot be said twice, nor what they are like.
 *
 * @throws Error naming the two fields that contradict each other
 */
function checkCombination({ loop, traffic, phases, classes }: PlannedStep['load']): void {
  for (const [name, value] of Object.entries({ traffic, classes })) {
    if (loop === 'closed' && value !== undefined) throw new Error(`load.${name} cannot be had with load.loop "closed"`);
  }
  if (traffic === undefined) return;
  if (phases !== undefined) throw new Error(`load.phases cannot be had with load.traffic "${traffic.kind}"`);
  if (classes !== undefined && traffic.kind !== 'day') {
    throw new Error(`load.classes cannot be had with load.traffic "${traffic.kind}", which has lengths of its own`);
  }
}

/** Of the measured time: rounding of what shares of it add up to. */
const tolerance = 1e-6;

/**
 * Holds the phases of a step against its measured time: results tell them apart by their durations.
 *
 * @throws Error when they are not as long together as the step is measured
 */
function checkPhases({ load, durationSeconds }: Pick<PlannedStep, 'load' | 'durationSeconds'>): void {
  if (load.phases === undefined) return;
  const together = load.phases.reduce((sum, phase) => sum + phase.durationSeconds, 0);
  if (Math.abs(together - durationSeconds) <= tolerance * durationSeconds) return;
  throw new Error(
    `load.phases last ${together} s together, and durationSeconds is ${durationSeconds}: make them equal`,
  );
}
