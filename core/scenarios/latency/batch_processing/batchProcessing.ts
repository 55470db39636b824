import type { StepResult } from '../../../contract/resultDocument.ts';
import { formatDuration } from '../../../format/durations.ts';
import { formatCount } from '../../../format/numbers.ts';
import { ascending, describeLevels, listed } from '../../levels.ts';
import type { Scenario, ScenarioInput, ScenarioStep } from '../../Scenario.ts';
import { inFlightOf } from '../../ScenarioAnswer.ts';

const fallbackBatchSizes = [1, 2, 4, 8];
const fallbackConcurrency = [1];

export const batchProcessing = {
  name: 'latency/batch_processing',
  title: 'Latency against batch size',
  question: 'How much faster are items done in one batch than one by one?',
  configurationKey: 'batch',
  traits: { levels: 'batch' },
  figures: ['batch.efficiency'],
  steps: (input) => {
    const concurrencies = concurrenciesOf(input);
    return batchSizesOf(input).measured.flatMap((batchSize) =>
      concurrencies.map(
        (concurrency): ScenarioStep => ({
          level: { label: `batch ${batchSize}, ${concurrency} in flight`, batchSize, concurrency },
          load: { loop: 'closed', concurrency, batchSize },
        }),
      ),
    );
  },
  describe: (input) => {
    const concurrencies = concurrenciesOf(input);
    const { durationSeconds } = input;
    const does = `Sends batches of ${listed(batchSizesOf(input).measured)} with ${listed(concurrencies)} in flight, every combination for ${formatDuration(durationSeconds)}.`;
    return describeLevels(does, durationSeconds, concurrencies);
  },
  notes: (input) => {
    const { leftOut } = batchSizesOf(input);
    if (leftOut.length === 0) return [];
    const listed = ascending(input.model.batch_sizes ?? []).join(', ');
    return [
      {
        path: 'scenarios.batch.batch_sizes',
        value: leftOut.join(', '),
        message: `${input.model.name} does not list these batch sizes, so they are left out; it lists ${listed}`,
        remedy: 'Add them to batch_sizes of the model in models.json, or set the batch sizes of the plan.',
      },
    ];
  },
  inShort: (steps) => ({ batches: ascending(steps.map(({ load }) => load.batchSize)) }),
  answer: {
    charts: ['levels'],
    stepTitle: (step) => `Latency of ${batchesOf(step)}`,
    shortLoad: batchesOf,
  },
} satisfies Scenario;

function batchesOf(step: Pick<StepResult, 'level' | 'load'>): string {
  const inFlight = inFlightOf(step);
  const rest = inFlight > 1 ? `, ${formatCount(inFlight)} in flight` : '';
  return `batches of ${formatCount(step.load.batchSize)}${rest}`;
}

/** Sizes that the user set are measured as they are; configured ones only as far as the model lists them. */
function batchSizesOf({ configuration, model, load }: ScenarioInput): { measured: number[]; leftOut: number[] } {
  if (load.batch !== undefined) return { measured: ascending(load.batch), leftOut: [] };
  const configured = ascending(configuration.batch_sizes ?? model.batch_sizes ?? fallbackBatchSizes);
  const listed = model.batch_sizes;
  if (listed === undefined) return { measured: configured, leftOut: [] };
  return {
    measured: configured.filter((size) => listed.includes(size)),
    leftOut: configured.filter((size) => !listed.includes(size)),
  };
}

function concurrenciesOf({ configuration, load }: ScenarioInput): number[] {
  return ascending(load.concurrency ?? configuration.concurrency_levels ?? fallbackConcurrency);
}
