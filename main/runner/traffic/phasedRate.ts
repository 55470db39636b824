import type { PlannedPhase } from '../../../core/contract/trafficPlan.ts';
import { PiecewiseRate } from '../../../core/schedule/PiecewiseRate.ts';
import type { RateProfile } from '../../../core/schedule/RateProfile.ts';

/**
 * The rate of an open loop whose load has phases: the warm-up at the rate in which the first begins, then one after the
 * other.
 *
 * @throws Error naming the field when a phase has no rate, or when there is no arrival to expect at all
 */
export function phasedRate(phases: readonly PlannedPhase[], warmupMs: number): RateProfile {
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
