import type { PlannedStep } from '../../../contract/plannedStep.ts';
import type { StepResult } from '../../../contract/resultDocument.ts';
import { formatDuration } from '../../../format/durations.ts';
import { combinationWords, fitSentence } from '../../../format/memoryWords.ts';
import { ascending, describeLevels, listed, memoryLevels } from '../../levels.ts';
import type { Scenario, ScenarioInput, ScenarioNote, ScenarioStep } from '../../Scenario.ts';
import type { HeadlineFigure } from '../../ScenarioAnswer.ts';

/** Against the prompt of the plan: two doublings show whether memory grows with the length in a straight line. */
const lengthFactors = [1, 2, 4];

export const memoryScaling = {
  name: 'memory/memory_scaling',
  title: 'Memory against batch, length and concurrency',
  question: 'How does memory grow with batch, length and requests in flight, and where does it no longer fit?',
  configurationKey: 'memory',
  reads: ['prompt_lengths', 'memory_reserve_mb'],
  traits: { levels: 'combination', asksMemory: true },
  figures: [],
  steps: (input) => {
    const { outputTokens } = input;
    const concurrencies = concurrenciesOf(input);
    const combinations = batchSizesOf(input).flatMap((batchSize) =>
      promptLengthsOf(input).fitting.flatMap((promptTokens) =>
        concurrencies.map((concurrency) => ({ batchSize, promptTokens, concurrency })),
      ),
    );
    const need = ({ batchSize, promptTokens, concurrency }: (typeof combinations)[number]): number =>
      batchSize * (promptTokens + outputTokens) * concurrency;
    return combinations
      .toSorted((a, b) => need(a) - need(b) || a.batchSize - b.batchSize || a.promptTokens - b.promptTokens)
      .map(
        ({ batchSize, promptTokens, concurrency }): ScenarioStep => ({
          level: {
            label: `batch ${batchSize}, ${promptTokens} tokens, ${concurrency} in flight`,
            batchSize,
            promptTokens,
            concurrency,
          },
          load: { loop: 'closed', concurrency, batchSize },
          promptTokens,
        }),
      );
  },
  skips: (planned, measured) => {
    const smaller = measured.find((result) => result.fit?.fits === false && isWithin(result, planned));
    return smaller === undefined
      ? undefined
      : `${smaller.level.label} did not fit already, and this is at least as large in all three`;
  },
  describe: (input) => {
    const concurrencies = concurrenciesOf(input);
    const { durationSeconds } = input;
    const does = `Tries batches of ${listed(batchSizesOf(input))} with prompts of ${listed(promptLengthsOf(input).fitting)} tokens and ${listed(concurrencies)} in flight, the smallest first, for ${formatDuration(durationSeconds)} each. What is larger than one that did not fit is not tried.`;
    return describeLevels(does, durationSeconds, concurrencies);
  },
  notes: leftOutLengths,
  answer: {
    sentence: fitSentence,
    sentenceSaysMore: true,
    headlines: fitHeadlines,
    charts: ['heat-map'],
    levelTable: 'combinations',
    stepTitle: (step) => `Memory of a ${combinationWords(step)}`,
    definitions: [
      {
        term: 'Fits, not tried',
        meaning:
          'A combination fits when it ran to its end with memory left on the machine. One that is at least as large in batch, length and concurrency as one that did not fit is not tried: nothing of it was measured, and nothing went wrong.',
      },
    ],
  },
} satisfies Scenario;

function fitHeadlines({ fit }: StepResult): HeadlineFigure[] {
  if (fit === undefined) return [];
  const figure = { number: fit.fits ? 'fits' : 'does not fit', unit: '' };
  return [{ name: 'Into memory', figure, ...(fit.fits ? {} : { tone: 'invalid' }), note: fit.explanation }];
}

/** Whether a result is of the same target and model, and no larger in any of the three. */
function isWithin({ target, model, scenario, level }: StepResult, planned: PlannedStep): boolean {
  const ofBoth = (key: 'batchSize' | 'promptTokens' | 'concurrency'): boolean =>
    (level[key] ?? Number.POSITIVE_INFINITY) <= (planned.level[key] ?? 0);
  return (
    target === planned.target &&
    model === planned.model.id &&
    scenario === planned.scenario &&
    ofBoth('batchSize') &&
    ofBoth('promptTokens') &&
    ofBoth('concurrency')
  );
}

function batchSizesOf({ model, load }: ScenarioInput): number[] {
  return load.batch === undefined ? firstMiddleLast(ascending(model.batch_sizes ?? [1])) : ascending(load.batch);
}

function firstMiddleLast(sizes: readonly number[]): number[] {
  const places = [0, Math.floor((sizes.length - 1) / 2), sizes.length - 1];
  return ascending(places.flatMap((place) => sizes[place] ?? []));
}

function concurrenciesOf(input: ScenarioInput): number[] {
  const levels = memoryLevels(input);
  if (input.load.concurrency !== undefined) return levels;
  return ascending([levels[0] ?? 1, levels.at(-1) ?? 1]);
}

/** A length that the user set wins over configured ones. */
function promptLengthsOf(input: ScenarioInput): { fitting: number[]; leftOut: number[] } {
  const { configuration, load, promptTokens, outputTokens, contextTokens = Number.POSITIVE_INFINITY } = input;
  const configured = load.promptTokens === undefined ? configuration.prompt_lengths : undefined;
  const lengths = ascending(configured ?? lengthFactors.map((factor) => factor * promptTokens));
  const fits = (length: number): boolean => length + outputTokens <= contextTokens;
  return {
    fitting: lengths.filter(fits),
    leftOut: configured === undefined ? [] : lengths.filter((one) => !fits(one)),
  };
}

function leftOutLengths(input: ScenarioInput): ScenarioNote[] {
  const { leftOut } = promptLengthsOf(input);
  if (leftOut.length === 0) return [];
  return [
    {
      path: 'scenarios.memory.prompt_lengths',
      value: leftOut.join(', '),
      message: `with ${input.outputTokens} output tokens these prompts exceed the ${input.contextTokens} that ${input.model.name} can hold, so they are left out`,
      remedy: 'Shorten them in scenarios.json, or ask for fewer output tokens.',
    },
  ];
}
