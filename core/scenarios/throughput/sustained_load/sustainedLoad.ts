import { listed } from '../../levels.ts';
import { busyShare, describeOpen, type OpenKind, openAfterSearch } from '../../openAfterSearch.ts';
import { openLoopDefaults, openStep } from '../../openLoop.ts';
import type { Scenario } from '../../Scenario.ts';

const kind: OpenKind = {
  load: ({ load }) => openLoopDefaults(load),
  atRate: (rate, load) => [openStep(`${rate}/s`, rate, load)],
  atMaximum: (perSecond, load) => [openStep('70 % of the maximum', busyShare * perSecond, load)],
};

export const sustainedLoad = {
  name: 'throughput/sustained_load',
  title: 'Sustained load',
  question: 'Does the target stay as quick as it is under a steady load, or does it drift, leak or break?',
  configurationKey: 'throughput',
  traits: { levels: 'concurrency', search: true, openLoop: true },
  figures: [],
  ...openAfterSearch(kind),
  describe: (input) =>
    describeOpen(
      kind,
      input,
      ({ phases, rate, time }) => `sends ${rate(phases[0]?.from ?? 0)} for ${time(0)} without a change`,
    ),
  notes: () => [],
  inShort: (steps) => {
    const rates = steps.flatMap(({ load }) => (load.loop === 'open' ? (load.ratePerSecond ?? []) : []));
    return {
      does: rates.length === 0 ? 'Steady load below it' : `Steady load at ${listed([...new Set(rates)])} requests/s`,
    };
  },
  answer: { charts: ['trend', 'load-curve'] },
} satisfies Scenario;
