import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import type { PlannedPhase } from '../../../core/contract/trafficPlan.ts';
import type { ArrivalProcess } from '../../../core/schedule/ArrivalProcess.ts';
import type { ArrivalPattern } from '../../../core/schedule/arrivalPatterns.ts';
import { ClassedArrivals } from '../../../core/schedule/ClassedArrivals.ts';
import { dayAfterWarmup } from '../../../core/schedule/dayCurve.ts';
import { parseArrival } from '../../../core/schedule/parseArrival.ts';
import { constantRate, PiecewiseRate, type RateProfile } from '../../../core/schedule/RateProfile.ts';
import { ScheduledArrivals } from '../../../core/schedule/ScheduledArrivals.ts';
import { BuiltInTraceArrivals } from '../../../core/schedule/trace/BuiltInTraceArrivals.ts';
import { RepeatedTrace } from '../../../core/schedule/trace/RepeatedTrace.ts';
import { readTrace } from '../../files/readTrace.ts';
import { StepFailure } from '../StepFailure.ts';
import { stepSeed } from '../stepSeed.ts';
import { requiredLoad } from './requiredLoad.ts';

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

/**
 * The pattern of a load's arrivals.
 *
 * @throws Error naming the field when it is missing or no pattern
 */
export function patternOf(load: PlannedStep['load']): ArrivalPattern {
  const parsed = parseArrival(requiredLoad(load, 'arrival'));
  if ('failure' in parsed) throw new Error(`load.${parsed.failure.reason}`);
  return parsed.arrival;
}

/**
 * The rate of an open loop from the start of its warm-up to the end of its measured time: that of its phases, of a day, or
 * always the same. Phases take the place of `ratePerSecond`.
 *
 * @throws Error naming the field that is missing or makes no sense
 */
export function rateOf({ load, warmupSeconds, durationSeconds }: PlannedStep): RateProfile {
  const warmupMs = warmupSeconds * 1000;
  const durationMs = durationSeconds * 1000;
  if (load.phases !== undefined) return phasedRate(load.phases, warmupMs);
  const ratePerSecond = requiredLoad(load, 'ratePerSecond');
  if (load.traffic?.kind === 'day') return dayAfterWarmup({ meanPerSecond: ratePerSecond, durationMs, warmupMs });
  return constantRate(ratePerSecond, warmupMs + durationMs);
}

/**
 * The rate of an open loop whose load has phases: the warm-up at the rate in which the first begins, then one after the
 * other.
 *
 * @throws Error naming the field when a phase has no rate, or when there is no arrival to expect at all
 */
function phasedRate(phases: readonly PlannedPhase[], warmupMs: number): RateProfile {
  const segments = phases.map(({ name, durationSeconds, ratePerSecond, toRatePerSecond }, index) => {
    if (ratePerSecond === undefined) {
      throw new Error(
        `load.phases[${index}].ratePerSecond ("${name}") is missing: each phase of an open loop needs its rate`,
      );
    }
    return {
      durationMs: durationSeconds * 1000,
      fromPerSecond: ratePerSecond,
      toPerSecond: toRatePerSecond ?? ratePerSecond,
    };
  });
  const first = segments[0]?.fromPerSecond ?? 0;
  const warmup = warmupMs > 0 ? [{ durationMs: warmupMs, fromPerSecond: first, toPerSecond: first }] : [];
  return new PiecewiseRate([...warmup, ...segments]);
}

/**
 * A recording of the user's at a mean rate, requests per second, for so many milliseconds.
 *
 * @param note is told what was assumed about the recording
 * @throws StepFailure when the file cannot be read, with its line where one is to blame
 */
async function tracedArrivals(
  path: string,
  ratePerSecond: number,
  durationMs: number,
  note: (message: string) => void,
): Promise<ArrivalProcess> {
  const read = await readTrace(path);
  if ('failure' in read) throw new StepFailure(read.failure);
  for (const message of read.trace.notes) note(message);
  return new RepeatedTrace(read.trace, ratePerSecond, durationMs);
}
