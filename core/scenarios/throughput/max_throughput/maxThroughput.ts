import { formatDuration } from '../../../format/durations.ts';
import type { Scenario } from '../../Scenario.ts';
import { maximumConcurrency, nextLevel, searchLevel } from '../../search.ts';

/** Twenty levels fit into the budget, and eleven doublings lead to a thousand in flight. */
const levelShare = 0.5;

export const maxThroughput = {
  name: 'throughput/max_throughput',
  title: 'Maximum throughput',
  question: 'How many requests per second can the target do, and with how many in flight?',
  configurationKey: 'throughput',
  traits: { levels: 'concurrency', search: true },
  figures: ['scalability'],
  steps: (input) => [searchLevel(1, levelShare, { maximumConcurrency: maximumConcurrency(input) })],
  next: (planned, measured) => nextLevel(planned, measured, levelShare),
  following: () => [],
  describe: (input) => {
    const most = maximumConcurrency(input);
    const seconds = levelShare * input.durationSeconds;
    return {
      does: `Doubles the requests in flight, up to ${most}, until throughput no longer grows, then looks for the fewest that bring 95 % of it. Each level takes ${formatDuration(seconds)}.`,
      phases: [{ name: 'one level', durationSeconds: seconds, from: 1, to: 1 }],
      loadUnit: 'in flight',
    };
  },
  notes: () => [],
  inShort: () => ({ does: 'Highest throughput' }),
  answer: { charts: ['levels', 'load-curve'] },
} satisfies Scenario;
