import type { ScenarioDescription } from '../../../core/contract/trafficPlan.ts';

/**
 * The description of closed loops that keep the same number in flight throughout each step: drawn is the step with the
 * most.
 */
export function describeLevels(
  does: string,
  durationSeconds: number,
  concurrencies: readonly number[],
): Omit<ScenarioDescription, 'scenario'> {
  const most = Math.max(1, ...concurrencies);
  return { does, phases: [{ name: 'measured', durationSeconds, from: most, to: most }], loadUnit: 'in flight' };
}
