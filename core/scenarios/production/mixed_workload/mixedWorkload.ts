import type { PlannedStep } from '../../../contract/plannedStep.ts';
import type { StepResult } from '../../../contract/resultDocument.ts';
import { aloneLabel, defaultClassWeights, type TrafficClass } from '../../../contract/trafficPlan.ts';
import { absenceOf, figuresOf } from '../../../format/absences.ts';
import { formatDuration } from '../../../format/durations.ts';
import { interferenceSentence } from '../../../format/interferenceWords.ts';
import { formatPercent } from '../../../format/numbers.ts';
import { quantityParts } from '../../../format/quantities.ts';
import { busyShare, describeOpen, type OpenKind, openAfterSearch } from '../../openAfterSearch.ts';
import { type OpenLoad, openLoopDefaults, openStep, rateText } from '../../openLoop.ts';
import type { Scenario, ScenarioInput, ScenarioStep } from '../../Scenario.ts';
import { absentHeadline, type HeadlineFigure, ofLast } from '../../ScenarioAnswer.ts';

/** Of the plan's lengths, both of them: what the default classes are. */
const defaultFactors: Readonly<Record<string, number>> = { short: 0.5, usual: 1, long: 2 };
/** A class alone is what the mix is held against: its median needs less time than the mix's tail. */
const aloneShare = 0.25;
/** With fewer requests to come a class alone may see none at all, and what it sees is no distribution. */
const fewestAlone = 2;

/**
 * The kinds of requests that a mix is made of: those that the configuration mixes, all of its own in equal parts where it
 * mixes none, or three around the plan's lengths where it has none.
 */
function classesOf(input: ScenarioInput): TrafficClass[] {
  const { classes, configuration } = input;
  const known = Object.keys(classes ?? {});
  const mix =
    configuration.mix ??
    (known.length === 0 ? defaultClassWeights : Object.fromEntries(known.map((name) => [name, 1 / known.length])));
  return Object.entries(mix).map(([name, weight]) => ({ name, weight, ...lengthsOf(name, input) }));
}

function lengthsOf(name: string, input: ScenarioInput): { promptTokens: number; outputTokens: number } {
  const { classes, promptTokens, outputTokens, contextTokens = Number.POSITIVE_INFINITY } = input;
  const own = classes !== undefined && Object.hasOwn(classes, name) ? classes[name] : undefined;
  if (own !== undefined) {
    return { promptTokens: own.prompt_tokens ?? promptTokens, outputTokens: own.output_tokens ?? outputTokens };
  }
  // A long request that exceeds the context becomes as long as fits, prompt and output in their proportion.
  const factor = Math.min(defaultFactors[name] ?? 1, contextTokens / (promptTokens + outputTokens));
  const part = (length: number): number => Math.max(1, Math.floor(factor * length));
  return { promptTokens: part(promptTokens), outputTokens: part(outputTokens) };
}

/** What a request of the mix has on the mean, rounded up: as lengths of one kind of request that costs about as much. */
function meanLengths(classes: readonly TrafficClass[]): { promptTokens: number; outputTokens: number } {
  const mean = (key: 'promptTokens' | 'outputTokens'): number =>
    Math.ceil(classes.reduce((sum, one) => sum + one.weight * one[key], 0) - 1e-9);
  return { promptTokens: mean('promptTokens'), outputTokens: mean('outputTokens') };
}

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
  figures: ['classes.interference'],
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
