import type { Scenario } from '../Scenario.ts';
import { maximumConcurrency, nextLevel, searchLevel } from './searchSteps.ts';

/** Twenty levels fit into the budget, and eleven doublings lead to a thousand in flight. */
const levelShare = 0.5;

export const maxThroughput: Scenario = {
  name: 'throughput/max_throughput',
  title: 'Maximum throughput',
  question: 'How many requests per second can the target do, and with how many in flight?',
  configurationKey: 'throughput',
  steps: (input) => [searchLevel(1, levelShare, { maximumConcurrency: maximumConcurrency(input) })],
  next: (planned, measured) => nextLevel(planned, measured, levelShare),
  notes: () => [],
};
