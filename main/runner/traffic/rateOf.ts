import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import { constantRate } from '../../../core/schedule/constantRate.ts';
import { dayAfterWarmup } from '../../../core/schedule/dayAfterWarmup.ts';
import type { RateProfile } from '../../../core/schedule/RateProfile.ts';
import { phasedRate } from './phasedRate.ts';
import { requiredLoad } from './requiredLoad.ts';

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
