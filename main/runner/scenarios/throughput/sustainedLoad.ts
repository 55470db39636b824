import { openLoopDefaults } from '../openLoopDefaults.ts';
import type { Scenario, ScenarioLoad } from '../Scenario.ts';
import { searchConcurrency } from './searchConcurrency.ts';
import { maximumConcurrency, searchLevel } from './searchSteps.ts';

/**
 * Of the highest throughput: far enough below that queues stay finite, near enough that they form. A queue with random
 * arrivals and service is 2.3 times as long at 70 % as at 50 %, and 3.9 times shorter than at 90 % (M/M/1, ρ/(1 − ρ)).
 */
const shareOfMaximum = 0.7;
/** The search only has to find the rate: the time is for the load itself. */
const levelShare = 0.1;

export const sustainedLoad: Scenario = {
  name: 'throughput/sustained_load',
  title: 'Sustained load',
  question: 'Does the target stay as quick as it is under a steady load, or does it drift, leak or break?',
  configurationKey: 'throughput',
  steps: (input) => {
    const { ratePerSecond } = input.load;
    const defaults = openLoopDefaults(input.load);
    if (ratePerSecond === undefined) {
      return [searchLevel(1, levelShare, { maximumConcurrency: maximumConcurrency(input), ...defaults })];
    }
    return [
      {
        level: { label: `${ratePerSecond}/s`, ratePerSecond },
        load: { loop: 'open', ratePerSecond, batchSize: 1, ...defaults },
      },
    ];
  },
  next: ({ search }, measured) => {
    if (search === undefined) throw new Error('a level of a search has no limits');
    const next = searchConcurrency(search, measured);
    if (typeof next === 'number') return { step: searchLevel(next, levelShare, search) };
    const highest = next.highestRequestsPerSecond;
    if (highest === undefined || highest <= 0) return { end: next };
    const ratePerSecond = shareOfMaximum * highest;
    const open: ScenarioLoad = { loop: 'open', ratePerSecond, batchSize: 1, ...openLoopDefaults(search) };
    return { end: next, step: { level: { label: '70 % of the maximum', ratePerSecond }, load: open } };
  },
  notes: () => [],
};
