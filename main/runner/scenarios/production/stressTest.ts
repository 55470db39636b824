import { describeOpen } from '../describeOpen.ts';
import { type OpenKind, openAfterSearch } from '../openAfterSearch.ts';
import { openLoopDefaults } from '../openLoopDefaults.ts';
import { type OpenLoad, phasedOpenStep } from '../openStep.ts';
import { phaseSharesOf } from '../phaseSharesOf.ts';
import { phasesInOrder } from '../phasesInOrder.ts';
import { rateText } from '../rateText.ts';
import type { Scenario, ScenarioStep } from '../Scenario.ts';

/** Against the highest throughput: twice as much overloads any server whose maximum was found. */
const peakFactor = 2;
/** Of the peak: where the ramp begins, and what is left to recover under. */
const quietShare = 0.1;

function stressStep(peak: number, load: OpenLoad): ScenarioStep {
  const quiet = quietShare * peak;
  const phases = phasesInOrder(
    [
      { name: 'ramp', ratePerSecond: quiet, toRatePerSecond: peak },
      { name: 'peak', ratePerSecond: peak },
      { name: 'recovery', ratePerSecond: quiet },
    ],
    load.phaseShares ?? {},
  );
  return phasedOpenStep(`ramp from ${rateText(quiet)} to ${rateText(peak)}`, phases, load);
}

const kind: OpenKind = {
  load: ({ load, configuration }) => ({
    ...openLoopDefaults(load),
    phaseShares: phaseSharesOf('stress', configuration),
  }),
  atRate: (rate, load) => [stressStep(rate, load)],
  atMaximum: (perSecond, load) => [stressStep(peakFactor * perSecond, load)],
};

export const stressTest: Scenario = {
  name: 'production/stress_test',
  title: 'Stress test',
  question: 'Where does the target break under a rising load, how, and does it come back?',
  configurationKey: 'stress',
  ...openAfterSearch(kind),
  describe: (input) =>
    describeOpen(kind, input, ({ phases, rate, time }) => {
      const [quiet, peak] = phases.map(({ from }) => rate(from));
      return `raises the load from ${quiet} to ${peak} over ${time(0)}, holds that for ${time(1)}, and falls back to ${quiet} for ${time(2)}`;
    }),
  notes: () => [],
};
