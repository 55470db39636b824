import type { PlannedPhase } from '../../../core/contract/trafficPlan.ts';
import type { ConcurrencyPhase } from '../loops/PhaseClock.ts';

/**
 * The phases of a closed loop.
 *
 * @throws Error naming the field when a phase lacks its concurrency, or when nothing is ever to be sent
 */
export function concurrencyPhases(phases: readonly PlannedPhase[]): ConcurrencyPhase[] {
  if (phases.every(({ concurrency }) => concurrency === 0)) {
    throw new Error('load.phases have a concurrency of 0 throughout; give at least one with requests in flight');
  }
  return phases.map(({ name, durationSeconds, concurrency }, index) => {
    if (concurrency === undefined) {
      throw new Error(`load.phases[${index}].concurrency ("${name}") is missing: each phase of a closed loop needs it`);
    }
    return { durationMs: durationSeconds * 1000, concurrency };
  });
}
