import type { ScenarioInput, ScenarioStep } from '../Scenario.ts';

/** Used when neither the user nor the configuration names levels: beyond it a client has other limits than its own. */
const fallbackMaximum = 1024;

/** The first level of a search, one request in flight. */
export function firstLevel({ configuration, load }: ScenarioInput, durationShare: number): ScenarioStep {
  const levels = load.concurrency ?? configuration.concurrency_levels ?? [fallbackMaximum];
  return searchLevel(1, durationShare, Math.max(...levels));
}

/** @param durationShare of the duration of a step, for this level. */
export function searchLevel(concurrency: number, durationShare: number, maximumConcurrency: number): ScenarioStep {
  return {
    level: { label: `${concurrency} in flight`, concurrency },
    load: { loop: 'closed', concurrency, batchSize: 1 },
    durationShare,
    search: { maximumConcurrency },
  };
}
