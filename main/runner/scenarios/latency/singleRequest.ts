import { formatDuration } from '../../../../core/format/formatDuration.ts';
import { describeLevels } from '../describeLevels.ts';
import type { Scenario } from '../Scenario.ts';

export const singleRequest: Scenario = {
  name: 'latency/single_request',
  title: 'Single request',
  question: 'How long does one request take when it has the engine to itself?',
  configurationKey: 'latency',
  steps: () => [
    { level: { label: '1 in flight', concurrency: 1 }, load: { loop: 'closed', concurrency: 1, batchSize: 1 } },
  ],
  describe: ({ durationSeconds }) =>
    describeLevels(`Sends one request after the other for ${formatDuration(durationSeconds)}.`, durationSeconds, [1]),
  notes: () => [],
};
