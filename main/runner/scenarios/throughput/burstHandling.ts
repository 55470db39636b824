import { describeOpen } from '../describeOpen.ts';
import { type OpenKind, openAfterSearch } from '../openAfterSearch.ts';
import { openLoopDefaults } from '../openLoopDefaults.ts';
import { type OpenLoad, phasedOpenStep } from '../openStep.ts';
import { phaseSharesOf } from '../phaseSharesOf.ts';
import { phasesInOrder } from '../phasesInOrder.ts';
import { rateText } from '../rateText.ts';
import type { Scenario, ScenarioStep } from '../Scenario.ts';

/** Of the highest throughput. At half of it a server has room to work off a backlog about as fast as it grew. */
const baseShare = 0.5;
/** Against the base: half more than the server can do, where the base is half of that. */
const burstFactor = 3;

function burstStep(base: number, load: OpenLoad): ScenarioStep {
  const burst = burstFactor * base;
  const phases = phasesInOrder(
    [
      { name: 'base', ratePerSecond: base },
      { name: 'burst', ratePerSecond: burst },
      { name: 'recovery', ratePerSecond: base },
    ],
    load.phaseShares ?? {},
  );
  return phasedOpenStep(`base ${rateText(base)}, burst ${rateText(burst)}`, phases, load);
}

const kind: OpenKind = {
  load: ({ load, configuration }) => ({
    ...openLoopDefaults(load),
    phaseShares: phaseSharesOf('throughput', configuration),
  }),
  atRate: (rate, load) => [burstStep(rate, load)],
  atMaximum: (perSecond, load) => [burstStep(baseShare * perSecond, load)],
};

export const burstHandling: Scenario = {
  name: 'throughput/burst_handling',
  title: 'Burst handling',
  question: 'What does a sudden burst cost, and how long until the target is as quick as before it?',
  configurationKey: 'throughput',
  ...openAfterSearch(kind),
  describe: (input) =>
    describeOpen(kind, input, ({ phases, rate, time }) => {
      const [base, burst] = phases.map(({ from }) => rate(from));
      return `sends ${base} for ${time(0)}, a burst of ${burst} for ${time(1)}, and ${base} again for ${time(2)}`;
    }),
  notes: () => [],
};
