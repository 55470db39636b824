import { describeOpen } from '../describeOpen.ts';
import { busyShare, type OpenKind, openAfterSearch } from '../openAfterSearch.ts';
import { openLoopDefaults } from '../openLoopDefaults.ts';
import { openStep } from '../openStep.ts';
import type { Scenario } from '../Scenario.ts';

const kind: OpenKind = {
  load: ({ load }) => openLoopDefaults(load),
  atRate: (rate, load) => [openStep(`${rate}/s`, rate, load)],
  atMaximum: (perSecond, load) => [openStep('70 % of the maximum', busyShare * perSecond, load)],
};

export const sustainedLoad: Scenario = {
  name: 'throughput/sustained_load',
  title: 'Sustained load',
  question: 'Does the target stay as quick as it is under a steady load, or does it drift, leak or break?',
  configurationKey: 'throughput',
  ...openAfterSearch(kind),
  describe: (input) =>
    describeOpen(
      kind,
      input,
      ({ phases, rate, time }) => `sends ${rate(phases[0]?.from ?? 0)} for ${time(0)} without a change`,
    ),
  notes: () => [],
};
