import type { StepResult } from '../../../core/contract/resultDocument.ts';
import type { ScenarioName } from '../../../core/contract/scenarioName.ts';
import { formatCount } from '../../../core/format/numbers.ts';
import { formatRatio } from '../../../core/format/quantities.ts';
import { inFlightOf } from '../../../core/scenarios/ScenarioAnswer.ts';
import { traitsOf } from '../../../core/scenarios/scenarios.ts';
import type { Interval } from '../../../core/statistics/Interval.ts';
import { failedShare } from '../content/figures.ts';
import type { ResultSection } from '../content/reportOutline.ts';
import { verdictMark } from '../html/icons.ts';
import { latencyCells, rateCells } from './cells.ts';
import type { DataTable, TableCell } from './DataTable.ts';

/** The levels of one scenario, a row each: latency, rate and what the level made of its load. */
export function levelTable({ title, scenario, steps }: ResultSection): DataTable {
  const levels = levelsOf(scenario);
  const entry = (step: StepResult) => ({ distribution: step.latencyMs, failedShare: failedShare(step) });
  const half = latencyCells(steps.map((step) => ({ ...entry(step), name: 'p50' })));
  const tail = latencyCells(steps.map((step) => ({ ...entry(step), name: 'p95' })));
  const rates = rateCells(
    steps.map((step) => ({ perSecond: levels.perSecond(step), interval: levels.interval(step) })),
  );
  const hasEfficiency = steps.some((step) => levels.efficiency(step) !== undefined);
  return {
    label: title,
    sortable: true,
    heads: [
      { text: levels.isBatch ? 'Batch size' : 'In flight' },
      { text: `p50,\u00a0${half.unit}`, numeric: true },
      { text: '95\u00a0% interval' },
      { text: `p95,\u00a0${tail.unit}`, numeric: true },
      { text: '95\u00a0% interval' },
      { text: levels.isBatch ? 'Items/s' : 'Requests/s', numeric: true },
      { text: '95\u00a0% interval' },
      ...(hasEfficiency ? [{ text: 'Efficiency', numeric: true }] : []),
      { text: 'Validity' },
    ],
    rows: steps.map((step, index) => [
      { content: formatCount(levels.level(step)), sort: levels.level(step) },
      ...(half.cells[index] ?? []),
      ...(tail.cells[index] ?? []),
      ...(rates[index] ?? []),
      ...(hasEfficiency ? [efficiencyCell(step, levels.efficiency(step))] : []),
      { content: verdictMark(step.validity.verdict) },
    ]),
  };
}

function efficiencyCell(step: StepResult, efficiency: number | undefined): TableCell {
  if (efficiency !== undefined) return { content: formatRatio(efficiency), kind: 'num', sort: efficiency };
  return { content: step.latencyMs === undefined ? 'not measured' : 'first level', kind: 'reason' };
}

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
