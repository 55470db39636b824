import type { ScenarioPhase } from './Scenario.ts';

/**
 * The phases of a step with their shares of the duration, which add up to 1.
 *
 * @param phases in order, each with its load; a name may stand twice.
 * @param proportions by name.
 * @throws Error when a phase has no proportion: validation has refused such a configuration.
 */
export function phasesInOrder(
  phases: readonly Omit<ScenarioPhase, 'share'>[],
  proportions: Readonly<Record<string, number>>,
): ScenarioPhase[] {
  const sizes = phases.map(({ name }) => {
    const size = Object.hasOwn(proportions, name) ? proportions[name] : undefined;
    if (size === undefined) throw new Error(`phase "${name}" has no proportion`);
    return size;
  });
  const total = sizes.reduce((sum, size) => sum + size, 0);
  return phases.map((phase, index) => ({ ...phase, share: (sizes[index] ?? 0) / total }));
}
