import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import type { ArrivalProcess } from '../../../core/schedule/ArrivalProcess.ts';
import { ClassedArrivals } from '../../../core/schedule/ClassedArrivals.ts';
import { ScheduledArrivals } from '../../../core/schedule/ScheduledArrivals.ts';
import { BuiltInTraceArrivals } from '../../../core/schedule/trace/BuiltInTraceArrivals.ts';
import { stepSeed } from '../step/stepSeed.ts';
import { patternOf } from './patternOf.ts';
import { rateOf } from './rateOf.ts';
import { requiredLoad } from './requiredLoad.ts';
import { tracedArrivals } from './tracedArrivals.ts';

/**
 * The schedule of an open loop, from the start of its warm-up to the end of its measured time.
 *
 * @param note is told what is worth knowing of the traffic
 * @throws Error naming the field of the load that is missing or makes no sense; StepFailure for a file that cannot be read
 */
export async function arrivalsOf(step: PlannedStep, note: (message: string) => void): Promise<ArrivalProcess> {
  const { load, warmupSeconds, durationSeconds, promptTokens, outputTokens } = step;
  const warmupMs = warmupSeconds * 1000;
  const durationMs = durationSeconds * 1000;
  const seed = stepSeed(step);
  if (load.traffic?.kind === 'builtInTrace') {
    const meanPerSecond = requiredLoad(load, 'ratePerSecond');
    const { name } = load.traffic;
    return new BuiltInTraceArrivals({ name, meanPerSecond, warmupMs, durationMs, promptTokens, outputTokens, seed });
  }
  if (load.traffic?.kind === 'traceFile') {
    return tracedArrivals(load.traffic.path, requiredLoad(load, 'ratePerSecond'), warmupMs + durationMs, note);
  }
  const arrivals = new ScheduledArrivals(patternOf(load), rateOf(step), seed);
  return load.classes === undefined ? arrivals : new ClassedArrivals(arrivals, load.classes, seed);
}
