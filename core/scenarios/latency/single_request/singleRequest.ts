import { formatDuration } from '../../../format/durations.ts';
import { describeLevels } from '../../levels.ts';
import type { Scenario } from '../../Scenario.ts';

const title = 'Latency of one request at a time';

export const singleRequest = {
  name: 'latency/single_request',
  title,
  question: 'How long does one request take when it has the engine to itself?',
  configurationKey: 'latency',
  traits: {},
  figures: [],
  steps: () => [
    { level: { label: '1 in flight', concurrency: 1 }, load: { loop: 'closed', concurrency: 1, batchSize: 1 } },
  ],
  describe: ({ durationSeconds }) =>
    describeLevels(`Sends one request after the other for ${formatDuration(durationSeconds)}.`, durationSeconds, [1]),
  notes: () => [],
  inShort: () => ({ inFlight: [1] }),
  answer: {
    charts: [],
    stepTitle: () => title,
    shortLoad: () => 'one at a time',
  },
} satisfies Scenario;
