import { formatDuration } from '../../../format/durations.ts';
import { formatCount } from '../../../format/numbers.ts';
import { ascending, describeLevels, listed } from '../../levels.ts';
import type { Scenario, ScenarioInput, ScenarioStep } from '../../Scenario.ts';
import { inFlightOf, requestsInFlight } from '../../ScenarioAnswer.ts';

/** Used when neither the user nor the configuration names levels. */
const fallbackLevels = [1, 2, 4, 8];

export const concurrentRequests = {
  name: 'latency/concurrent_requests',
  title: 'Latency against requests in flight',
  question: 'How do latency and throughput change with the number of requests in flight?',
  configurationKey: 'concurrency',
  traits: { levels: 'concurrency' },
  figures: ['concurrency.scalingEfficiency', 'scalability'],
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
  inShort: (steps) => ({ inFlight: ascending(steps.flatMap(({ load }) => load.concurrency ?? [])) }),
  answer: {
    charts: ['levels', 'load-curve'],
    stepTitle: (step) => `Latency at ${requestsInFlight(inFlightOf(step))}`,
    shortLoad: (step) => `${formatCount(inFlightOf(step))} in flight`,
  },
} satisfies Scenario;

function levelsOf({ configuration, load }: ScenarioInput): number[] {
  return ascending(load.concurrency ?? configuration.concurrency_levels ?? fallbackLevels);
}
