import { formatDuration } from '../../../../core/format/formatDuration.ts';
import { describeLevels } from '../describeLevels.ts';
import { listed } from '../listed.ts';
import type { Scenario, ScenarioStep } from '../Scenario.ts';
import { memoryLevels } from './memoryLevels.ts';

/** A line through fewer points fits whatever they are. */
const fewestLevels = 3;

export const memoryEfficiency: Scenario = {
  name: 'memory/memory_efficiency',
  title: 'Memory per request',
  question: 'How much memory does one more request in flight take?',
  configurationKey: 'memory',
  steps: (input) =>
    memoryLevels(input).map(
      (concurrency): ScenarioStep => ({
        level: { label: `${concurrency} in flight`, concurrency },
        load: { loop: 'closed', concurrency, batchSize: 1 },
      }),
    ),
  describe: (input) => {
    const levels = memoryLevels(input);
    const { durationSeconds } = input;
    const does = `Keeps ${listed(levels)} requests in flight, for ${formatDuration(durationSeconds)} each, and fits a line to the memory that they take.`;
    return describeLevels(does, durationSeconds, levels);
  },
  notes: (input) => {
    const levels = memoryLevels(input);
    if (levels.length >= fewestLevels) return [];
    return [
      {
        path: input.load.concurrency === undefined ? 'scenarios.memory.concurrency_levels' : 'load.concurrency',
        value: levels.join(', '),
        message: `memory per request is the slope over at least ${fewestLevels} levels of concurrency, so there will be none`,
        remedy: 'Give at least three, such as 1, 4 and 16.',
      },
    ];
  },
};
