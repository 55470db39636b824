import type { StepResult } from '../../../core/contract/resultDocument.ts';
import { absenceOf, figuresOf } from '../../../core/format/figuresOf.ts';
import { formatAbsent } from '../../../core/format/formatAbsent.ts';
import { formatBytes } from '../../../core/format/formatBytes.ts';
import { formatCount } from '../../../core/format/formatCount.ts';
import { combinationOf, fitStateOf } from '../../../core/format/memoryFitWords.ts';
import { displayText } from '../displayText.ts';
import type { DataTable, TableCell } from './DataTable.ts';

/** Each combination of batch, length and concurrency: its memory, whether it fits, and why so. */
export function fitTable(steps: readonly StepResult[], label: string): DataTable {
  return {
    label,
    sortable: true,
    heads: [
      { text: 'Batch' },
      { text: 'Prompt tokens', numeric: true },
      { text: 'In flight', numeric: true },
      { text: 'Memory, peak', numeric: true },
      { text: 'Fits' },
      { text: 'Why' },
    ],
    rows: steps.map((step): TableCell[] => {
      const { batch, tokens, inFlight } = combinationOf(step);
      return [
        { content: formatCount(batch), kind: 'num', sort: batch },
        tokens === undefined
          ? { content: 'not told', kind: 'reason' }
          : { content: formatCount(tokens), kind: 'num', sort: tokens },
        { content: formatCount(inFlight), kind: 'num', sort: inFlight },
        peakCell(step),
        { content: fitStateOf(step) },
        { content: displayText(reasonOf(step)), kind: 'reason' },
      ];
    }),
  };
}

function peakCell({ memory, skipped }: StepResult): TableCell {
  const peakBytes = figuresOf(memory)?.peakBytes;
  if (peakBytes !== undefined) return { content: formatBytes(peakBytes), kind: 'num', sort: peakBytes };
  const why = skipped === undefined ? absenceOf(memory) : 'not tried';
  return { content: displayText(formatAbsent('measured', why ?? 'it was not sampled')), kind: 'reason' };
}

function reasonOf({ skipped, fit, failure, memory }: StepResult): string {
  return skipped?.reason ?? fit?.explanation ?? failure?.reason ?? absenceOf(memory) ?? 'nothing was told of it';
}
