import type { StepResult } from '../../../core/contract/resultDocument.ts';
import { formatCount } from '../../../core/format/formatCount.ts';
import { formatRatio } from '../../../core/format/formatRatio.ts';
import type { ResultSection } from '../content/reportOutline.ts';
import { failedShare } from '../content/requestTotals.ts';
import { verdictMark } from '../html/icons.ts';
import type { DataTable, TableCell } from './DataTable.ts';
import { latencyCells } from './latencyCells.ts';
import { levelsOf } from './levelsOf.ts';
import { rateCells } from './rateCells.ts';

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
