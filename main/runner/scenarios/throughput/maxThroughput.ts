import type { Scenario } from '../Scenario.ts';
import { searchConcurrency } from './searchConcurrency.ts';
import { maximumConcurrency, searchLevel } from './searchSteps.ts';

/** Twenty levels fit into the budget, and eleven doublings lead to a thousand in flight. */
const levelShare = 0.5;

export const maxThroughput: Scenario = {
  name: 'throughput/max_throughput',
  title: 'Maximum throughput',
  question: 'How many requests per second can the target do, and with how many in flight?',
  configurationKey: 'throughput',
  steps: (input) => [searchLevel(1, levelShare, { maximumConcurrency: maximumConcurrency(input) })],
  next: ({ search }, measured) => {
    if (search === undefined) throw new Error('a level of a search has no limits');
    const next = searchConcurrency(search, measured);
    return typeof next === 'number' ? { step: searchLevel(next, levelShare, search) } : { end: next };
  },
  notes: () => [],
};
