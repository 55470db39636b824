import { formatDuration } from '../../../../core/format/formatDuration.ts';
import { ascending } from '../ascending.ts';
import { describeLevels } from '../describeLevels.ts';
import { listed } from '../listed.ts';
import type { Scenario, ScenarioInput, ScenarioStep } from '../Scenario.ts';

/** Used when neither the user nor the configuration names levels. */
const fallbackLevels = [1, 2, 4, 8];

export const concurrentRequests: Scenario = {
  name: 'latency/concurrent_requests',
  title: 'Concurrent requests',
  question: 'How do latency and throughput change with the number of requests in flight?',
  configurationKey: 'concurrency',
  steps: (input) =>
    levelsOf(input).map(
      (concurrency): ScenarioStep => ({
        level: { label: `${concurrency} in flight`, concurrency },
        load: { loop: 'closed', concurrency, batchSize: 1 },
      }),
    ),
  describe: (input) => {
    const levels = levelsOf(input);
    const { durationSeconds } = input;
    const does = `Keeps ${listed(levels)} requests in flight, for ${formatDuration(durationSeconds)} each.`;
    return describeLevels(does, durationSeconds, levels);
  },
  notes: ({ configuration, load }) =>
    load.concurrency !== undefined || configuration.concurrency_levels !== undefined
      ? []
      : [
          {
            path: 'scenarios.concurrency.concurrency_levels',
            value: 'nothing',
            message: `no levels are configured, so ${fallbackLevels.join(', ')} in flight are measured`,
            remedy: 'Add concurrency_levels to "concurrency" in scenarios.json, or set the levels of the plan.',
          },
        ],
};

function levelsOf({ configuration, load }: ScenarioInput): number[] {
  return ascending(load.concurrency ?? configuration.concurrency_levels ?? fallbackLevels);
}
