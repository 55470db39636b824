import type { StepResult } from '../../../../core/contract/resultDocument.ts';
import { steadinessLines } from '../../../../core/format/steadinessWords.ts';
import type { ChartTable } from '../../../charts/ChartTable.tsx';

/** How steady a step was, each figure with its interval or why there is none. */
export function steadinessTable(step: StepResult): ChartTable {
  return {
    columns: ['Figure', 'Value, 95 % interval'].map((title) => ({ title, numeric: false })),
    rows: steadinessLines(step).map(({ name, value }) => [{ text: name }, { text: value }]),
  };
}
