import type { StepResult } from '../../../contract/resultDocument.ts';
import { absenceOf, figuresOf } from '../../../format/absences.ts';
import { breakingCauses, breakingSentence } from '../../../format/breakingPointWords.ts';
import { quantityParts } from '../../../format/quantities.ts';
import { recoverySentence } from '../../../format/recoveryWords.ts';
import { describeOpen, type OpenKind, openAfterSearch } from '../../openAfterSearch.ts';
import { type OpenLoad, openLoopDefaults, phasedOpenStep, rateText } from '../../openLoop.ts';
import { phasesInOrder, recoveryDefinition, recoveryHeadlines } from '../../phases.ts';
import type { Scenario, ScenarioStep } from '../../Scenario.ts';
import { absentHeadline, type HeadlineFigure, ofLast } from '../../ScenarioAnswer.ts';

const phaseShares = { ramp: 50, peak: 10, recovery: 40 };
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
    phaseShares: configuration.phases ?? phaseShares,
  }),
  atRate: (rate, load) => [stressStep(rate, load)],
  atMaximum: (perSecond, load) => [stressStep(peakFactor * perSecond, load)],
};

export const stressTest = {
  name: 'production/stress_test',
  title: 'Stress test',
  question: 'Where does the target break under a rising load, how, and does it come back?',
  configurationKey: 'stress',
  reads: ['phases'],
  phaseShares,
  traits: { levels: 'concurrency', search: true, openLoop: true, overload: true },
  figures: ['breakingPoint', 'recovery'],
  ...openAfterSearch(kind),
  describe: (input) =>
    describeOpen(kind, input, ({ phases, rate, time }) => {
      const [quiet, peak] = phases.map(({ from }) => rate(from));
      return `raises the load from ${quiet} to ${peak} over ${time(0)}, holds that for ${time(1)}, and falls back to ${quiet} for ${time(2)}`;
    }),
  notes: () => [],
  answer: {
    sentence: ofLast(breakingSentence, (step) => recoverySentence(step, 'the peak')),
    headlines: (step) => [...breakingHeadlines(step), ...recoveryHeadlines(step)],
    charts: ['breaking-point'],
    stepTables: ['phases'],
    definitions: [
      recoveryDefinition,
      {
        term: 'Breaking point',
        meaning:
          'The offered rate at which a rising load is no longer served: requests begin to fail, or more come than are completed, and it stays so.',
      },
    ],
  },
} satisfies Scenario;

function breakingHeadlines({ breakingPoint }: StepResult): HeadlineFigure[] {
  const name = 'Breaking point';
  const figures = figuresOf(breakingPoint);
  if (figures === undefined) return absentHeadline(name, absenceOf(breakingPoint));
  const { offeredPerSecond, interval95, cause } = figures;
  return [{ name, figure: quantityParts(offeredPerSecond, 'requests/s', interval95), note: breakingCauses[cause] }];
}
