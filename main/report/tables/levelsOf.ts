import type { StepResult } from '../../../core/contract/resultDocument.ts';
import type { ScenarioName } from '../../../core/contract/scenarioName.ts';
import { inFlightOf } from '../../../core/scenarios/ScenarioAnswer.ts';
import { traitsOf } from '../../../core/scenarios/scenarios.ts';
import type { Interval } from '../../../core/statistics/Interval.ts';

/** What the levels of a scenario are, and by which rate they are judged. */
export interface Levels {
  isBatch: boolean;
  level(step: StepResult): number;
  perSecond(step: StepResult): number | undefined;
  interval(step: StepResult): Interval | undefined;
  /** What a level made of its load, 1.000 being all of it; the first level has nothing to be held against. */
  efficiency(step: StepResult): number | undefined;
  /** Batches are judged by the latency of an item: that of the batch over its items. */
  divisor(step: StepResult): number;
}

const byConcurrency: Levels = {
  isBatch: false,
  level: inFlightOf,
  perSecond: ({ throughput }) => throughput?.requestsPerSecond,
  interval: ({ throughput }) => throughput?.interval95,
  efficiency: ({ concurrency }) => concurrency?.scalingEfficiency,
  divisor: () => 1,
};

const byBatch: Levels = {
  isBatch: true,
  level: ({ load }) => load.batchSize,
  perSecond: ({ throughput }) => throughput?.itemsPerSecond,
  interval: ({ throughput, load }) =>
    throughput?.interval95 && [throughput.interval95[0] * load.batchSize, throughput.interval95[1] * load.batchSize],
  efficiency: ({ batch }) => batch?.efficiency,
  divisor: ({ load }) => load.batchSize,
};

/** The levels of a scenario: batch sizes where it has these, else requests in flight. */
export function levelsOf(scenario: ScenarioName | undefined): Levels {
  return scenario !== undefined && traitsOf(scenario).levels === 'batch' ? byBatch : byConcurrency;
}
