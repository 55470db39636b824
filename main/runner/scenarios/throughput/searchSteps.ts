import type { ScenarioInput, ScenarioStep } from '../Scenario.ts';

/** Used when neither the user nor the configuration names levels: beyond it a client has other limits than its own. */
const fallbackMaximum = 1024;

/** What a search may try, and where it comes from. */
export function maximumConcurrency({ configuration, load }: ScenarioInput): number {
  return Math.max(...(load.concurrency ?? configuration.concurrency_levels ?? [fallbackMaximum]));
}

/** @param durationShare of the duration of a step, for this level. */
export function searchLevel(
  concurrency: number,
  durationShare: number,
  search: NonNullable<ScenarioStep['search']>,
): ScenarioStep {
  return {
    level: { label: `${concurrency} in flight`, concurrency },
    load: { loop: 'closed', concurrency, batchSize: 1 },
    durationShare,
    search,
  };
}
