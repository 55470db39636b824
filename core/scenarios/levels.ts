import type { ScenarioDescription } from '../contract/trafficPlan.ts';
import type { ScenarioInput } from './Scenario.ts';

/** Used by the memory scenarios when neither the user nor the configuration names levels: a slope needs three, and a fourth shows whether it is one. */
const fallbackMemoryLevels = [1, 4, 8, 16];

/** The different numbers of a list, smallest first. */
export function ascending(numbers: readonly number[]): number[] {
  return [...new Set(numbers)].sort((a, b) => a - b);
}

/** Numbers as a sentence has them: "1", "1 and 4", "1, 4 and 8". */
export function listed(numbers: readonly number[]): string {
  const head = numbers.slice(0, -1).join(', ');
  return head === '' ? numbers.join('') : `${head} and ${numbers.at(-1)}`;
}

/** Requests in flight that the memory scenarios may have, in ascending order. */
export function memoryLevels({ configuration, load }: Pick<ScenarioInput, 'configuration' | 'load'>): number[] {
  return ascending(load.concurrency ?? configuration.concurrency_levels ?? fallbackMemoryLevels);
}

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
