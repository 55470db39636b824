import type { PlannedStep } from '../../../contract/plannedStep.ts';
import type { StepResult } from '../../../contract/resultDocument.ts';
import { aloneLabel, type TrafficClass } from '../../../contract/trafficPlan.ts';
import { absenceOf, figuresOf } from '../../../format/figuresOf.ts';
import { formatDuration } from '../../../format/formatDuration.ts';
import { formatPercent } from '../../../format/formatPercent.ts';
import { interferenceSentence } from '../../../format/interferenceWords.ts';
import { quantityParts } from '../../../format/quantityParts.ts';
import { busyShare, describeOpen, type OpenKind, openAfterSearch } from '../../openAfterSearch.ts';
import { type OpenLoad, openLoopDefaults, openStep, rateText } from '../../openLoop.ts';
import type { Scenario, ScenarioStep } from '../../Scenario.ts';
import { absentHeadline, type HeadlineFigure, ofLast } from '../../ScenarioAnswer.ts';
import { classesOf, meanLengths } from './classesOf.ts';

/** A class alone is what the mix is held against: its median needs less time than the mix's tail. */
const aloneShare = 0.25;
/** With fewer requests to come a class alone may see none at all, and what it sees is no distribution. */
const fewestAlone = 2;

function mixStep(ratePerSecond: number, load: OpenLoad): ScenarioStep {
  const classes = load.classes ?? [];
  return {
    ...openStep(`mix at ${rateText(ratePerSecond)}`, ratePerSecond, { ...load, ...meanLengths(classes) }),
    classes,
  };
}

function aloneStep(one: TrafficClass, ratePerSecond: number, load: OpenLoad): ScenarioStep {
  const { name, weight, promptTokens, outputTokens } = one;
  return {
    ...openStep(`${aloneLabel}${name}`, weight * ratePerSecond, { ...load, promptTokens, outputTokens }),
    classes: [{ ...one, weight: 1 }],
    durationShare: aloneShare,
  };
}

/** A rare class of a slow target, alone for a short time. */
function tooRareAlone({ level, load, durationSeconds }: PlannedStep): string | undefined {
  const rate = load.ratePerSecond ?? 0;
  if (!level.label.startsWith(aloneLabel) || rate * durationSeconds >= fewestAlone) return undefined;
  return `at ${rateText(rate)} fewer than ${fewestAlone} requests would come in ${formatDuration(durationSeconds)}; a longer duration lets it be measured`;
}

const kind: OpenKind = {
  load: (input) => ({ ...openLoopDefaults(input.load), classes: classesOf(input) }),
  searchLengths: (input) => meanLengths(classesOf(input)),
  atRate: (rate, load) => [mixStep(rate, load)],
  atMaximum: (perSecond, load) => {
    const rate = busyShare * perSecond;
    return [...(load.classes ?? []).map((one) => aloneStep(one, rate, load)), mixStep(rate, load)];
  },
};

export const mixedWorkload = {
  name: 'production/mixed_workload',
  title: 'Mixed workload',
  question: 'How quick is each kind of request in a mix, and how much do they slow each other down?',
  configurationKey: 'production',
  reads: ['mix'],
  traits: { levels: 'concurrency', search: true, openLoop: true },
  figures: ['classes.interference', 'search'],
  ...openAfterSearch(kind),
  describe: (input) =>
    describeOpen(kind, input, ({ phases, rate, time }) => {
      const parts = classesOf(input).map(
        ({ name, weight, promptTokens, outputTokens }) =>
          `${formatPercent(100 * weight)} ${name} (${promptTokens} tokens in, ${outputTokens} out)`,
      );
      const mix = `a mix at ${rate(phases[0]?.from ?? 0)} for ${time(0)}: ${parts.join(', ')}`;
      return input.load.ratePerSecond === undefined
        ? `sends each kind of request alone at its share, and ${mix}`
        : `sends ${mix}`;
    }),
  skips: tooRareAlone,
  notes: () => [],
  answer: {
    sentence: ofLast(interferenceSentence),
    headlines: interferenceHeadlines,
    charts: ['classes', 'interference'],
    stepTables: ['classes'],
    definitions: [
      {
        term: 'Interference',
        meaning:
          'The latency of a class in the mix / that of the same class alone at its own share of the rate. 1.000 is none; an interval that holds 1 leaves open whether there is any.',
      },
    ],
  },
} satisfies Scenario;

/** Of the class that suffers most. */
function interferenceHeadlines({ classes = [] }: StepResult): HeadlineFigure[] {
  const told = classes.flatMap(({ name, interference }) => {
    const figures = figuresOf(interference);
    return figures === undefined ? [] : [{ name, figures }];
  });
  const [worst] = told.toSorted((first, second) => second.figures.ratio - first.figures.ratio);
  if (worst === undefined) {
    const why = classes.map(({ interference }) => absenceOf(interference)).find((one) => one !== undefined);
    return absentHeadline('Interference', why);
  }
  const { ratio, interval95 } = worst.figures;
  const figure = quantityParts(ratio, 'times', interval95, 2);
  return [{ name: 'Interference, worst', figure, note: `${worst.name}, against alone` }];
}
