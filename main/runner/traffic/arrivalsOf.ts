import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import type { ArrivalPattern } from '../../../core/schedule/ArrivalPattern.ts';
import type { ArrivalProcess } from '../../../core/schedule/ArrivalProcess.ts';
import { ClassedArrivals } from '../../../core/schedule/ClassedArrivals.ts';
import { parseArrival } from '../../../core/schedule/parseArrival.ts';
import { constantRate } from '../../../core/schedule/rateProfiles.ts';
import { ScheduledArrivals } from '../../../core/schedule/ScheduledArrivals.ts';
import { stepSeed } from '../step/stepSeed.ts';
import { checkPhases } from './checkPhases.ts';
import { phasedRate } from './phasedRate.ts';

/**
 * The schedule of an open loop, from the start of its warm-up to the end of its measured time.
 *
 * @throws Error naming the field of the load that is missing or makes no sense
 */
export function arrivalsOf(step: PlannedStep): ArrivalProcess {
  const { load, warmupSeconds, durationSeconds } = step;
  const warmupMs = warmupSeconds * 1000;
  const seed = stepSeed(step);
  checkPhases(step);
  const rate =
    load.phases === undefined
      ? constantRate(meanRateOf(load), warmupMs + durationSeconds * 1000)
      : phasedRate(load.phases, warmupMs);
  const arrivals = new ScheduledArrivals(patternOf(load), rate, seed);
  return load.classes === undefined ? arrivals : new ClassedArrivals(arrivals, load.classes, seed);
}

function meanRateOf({ ratePerSecond }: PlannedStep['load']): number {
  if (ratePerSecond === undefined) throw new Error('load.loop is "open", which needs load.ratePerSecond');
  return ratePerSecond;
}

function patternOf({ arrival }: PlannedStep['load']): ArrivalPattern {
  if (arrival === undefined) throw new Error('load.loop is "open", which needs load.arrival');
  const parsed = parseArrival(arrival);
  if ('failure' in parsed) throw new Error(`load.${parsed.failure.reason}`);
  return parsed.arrival;
}
