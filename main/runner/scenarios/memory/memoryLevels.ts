import { ascending } from '../ascending.ts';
import type { ScenarioInput } from '../Scenario.ts';

/** Used when neither the user nor the configuration names levels: a slope needs three, and a fourth shows whether it is one. */
const fallbackLevels = [1, 4, 8, 16];

/** Requests in flight that the memory scenarios may have, in ascending order. */
export function memoryLevels({ configuration, load }: Pick<ScenarioInput, 'configuration' | 'load'>): number[] {
  return ascending(load.concurrency ?? configuration.concurrency_levels ?? fallbackLevels);
}
