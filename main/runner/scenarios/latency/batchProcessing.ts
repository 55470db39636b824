import { formatDuration } from '../../../../core/format/formatDuration.ts';
import { ascending } from '../ascending.ts';
import { describeLevels } from '../describeLevels.ts';
import { listed } from '../listed.ts';
import type { Scenario, ScenarioInput, ScenarioStep } from '../Scenario.ts';

const fallbackBatchSizes = [1, 2, 4, 8];
const fallbackConcurrency = [1];

export const batchProcessing: Scenario = {
  name: 'latency/batch_processing',
  title: 'Batch processing',
  question: 'How much faster are items done in one batch than one by one?',
  configurationKey: 'batch',
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
};

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
