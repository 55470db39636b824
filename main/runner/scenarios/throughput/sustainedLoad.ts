import { openLoopDefaults } from '../openLoopDefaults.ts';
import type { Scenario, ScenarioLoad } from '../Scenario.ts';
import { maximumConcurrency, nextLevel, searchLevel } from './searchSteps.ts';

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
  next: (planned, measured) => {
    const next = nextLevel(planned, measured, levelShare);
    if ('step' in next) return next;
    const { end } = next;
    const highest = end.highestRequestsPerSecond;
    if (highest === undefined || highest <= 0) return { end };
    const ratePerSecond = shareOfMaximum * highest;
    const open: ScenarioLoad = { loop: 'open', ratePerSecond, batchSize: 1, ...openLoopDefaults(planned.search ?? {}) };
    return { end, step: { level: { label: '70 % of the maximum', ratePerSecond }, load: open } };
  },
  notes: () => [],
};
