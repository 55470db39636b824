import type { StepResult } from '../../../contract/resultDocument.ts';
import { absenceOf, figuresOf } from '../../../format/absences.ts';
import { formatCount } from '../../../format/numbers.ts';
import { recoverySentence } from '../../../format/recoveryWords.ts';
import { describeOpen, type OpenKind, openAfterSearch } from '../../openAfterSearch.ts';
import { type OpenLoad, openLoopDefaults, phasedOpenStep, rateText } from '../../openLoop.ts';
import { phasesInOrder, recoveryDefinition, recoveryHeadlines } from '../../phases.ts';
import type { Scenario, ScenarioStep } from '../../Scenario.ts';
import { absentHeadline, type HeadlineFigure, ofLast } from '../../ScenarioAnswer.ts';

const phaseShares = { base: 40, burst: 20, recovery: 40 };
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
    phaseShares: configuration.phases ?? phaseShares,
  }),
  atRate: (rate, load) => [burstStep(rate, load)],
  atMaximum: (perSecond, load) => [burstStep(baseShare * perSecond, load)],
};

export const burstHandling = {
  name: 'throughput/burst_handling',
  title: 'Burst handling',
  question: 'What does a sudden burst cost, and how long until the target is as quick as before it?',
  configurationKey: 'throughput',
  reads: ['phases'],
  phaseShares,
  traits: { levels: 'concurrency', search: true, openLoop: true, overload: true },
  figures: ['burst', 'recovery'],
  ...openAfterSearch(kind),
  describe: (input) =>
    describeOpen(kind, input, ({ phases, rate, time }) => {
      const [base, burst] = phases.map(({ from }) => rate(from));
      return `sends ${base} for ${time(0)}, a burst of ${burst} for ${time(1)}, and ${base} again for ${time(2)}`;
    }),
  notes: () => [],
  answer: {
    sentence: ofLast((step) => recoverySentence(step, 'the burst')),
    headlines: (step) => [...recoveryHeadlines(step), ...lostHeadlines(step)],
    charts: ['burst'],
    stepTables: ['phases'],
    definitions: [
      {
        term: 'Late, shed',
        meaning:
          'Of the requests of a burst and of what follows it: late are those slower than the p95 of the base before it, shed are those that were refused or never sent.',
      },
      recoveryDefinition,
    ],
  },
} satisfies Scenario;

function lostHeadlines({ burst }: StepResult): HeadlineFigure[] {
  const figures = figuresOf(burst);
  if (figures === undefined) return absentHeadline('Late', absenceOf(burst));
  const { late, shed } = figures;
  const figure = { number: formatCount(late), unit: late === 1 ? 'request' : 'requests' };
  return [{ name: 'Late', figure, note: `and ${formatCount(shed)} shed` }];
}
