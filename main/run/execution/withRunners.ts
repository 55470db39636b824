import { availableParallelism } from 'node:os';
import type { ClientLimits } from '../../../core/contract/calibration.ts';
import type { PlannedStep } from '../../../core/contract/plannedStep.ts';

/** Of its ceiling: above it, a share of each latency is the client's own queue. */
const comfortableShare = 0.5;

/** Client processes that this machine has cores for: one core stays for everything else. */
export function mostRunners(cores = availableParallelism()): number {
  return Math.max(1, cores - 1);
}

/**
 * The step with as many client processes as its highest rate needs, where that is known and nothing else was asked for: so many
 * that each stays below half of what one can do, as far as the machine has cores.
 */
export function withRunners(
  step: PlannedStep,
  clientLimits: ClientLimits | undefined,
  most = mostRunners(),
): PlannedStep {
  const { load } = step;
  if (load.runners !== undefined || load.ratePerSecond === undefined || clientLimits === undefined) return step;
  const rates = (load.phases ?? []).flatMap(({ ratePerSecond = 0, toRatePerSecond = 0 }) => [
    ratePerSecond,
    toRatePerSecond,
  ]);
  const needed = Math.ceil(Math.max(load.ratePerSecond, ...rates) / (comfortableShare * clientLimits.ceilingPerSecond));
  const runners = Math.min(needed, most);
  return runners <= 1 ? step : { ...step, load: { ...load, runners } };
}
