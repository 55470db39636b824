import { useCallback, useMemo } from 'react';
import { heatMapPanels } from '../../../../core/chart/memoryPanels.ts';
import type { StepResult } from '../../../../core/contract/resultDocument.ts';
import { figuresOf } from '../../../../core/format/absences.ts';
import { combinationOf, fitSentence, fitStateOf } from '../../../../core/format/memoryWords.ts';
import { formatCount } from '../../../../core/format/numbers.ts';
import { formatBytes } from '../../../../core/format/quantities.ts';
import { ChartFrame } from '../../../charts/ChartFrame.tsx';
import type { ChartPaint } from '../../../charts/ChartPaint.ts';
import type { ChartTable } from '../../../charts/ChartTable.tsx';
import { heatMap } from '../../../charts/options/heatMap.ts';
import type { AnswerChartProps } from './AnswerChartProps.ts';

/** Which combinations of batch, length and concurrency fit into memory, and what each takes. */
export function HeatMapChart({ steps }: AnswerChartProps) {
  const map = useMemo(() => heatMapPanels(steps), [steps]);
  const option = useCallback((paint: ChartPaint) => heatMap(map, paint), [map]);
  const table = useMemo(() => fitTable(steps), [steps]);
  return (
    <ChartFrame
      title="What fits into memory?"
      subtitle="peak memory; hatched: does not fit, or was not tried"
      answer={fitSentence(steps) ?? 'Whether anything fits was not measured'}
      option={option}
      table={table}
      readings={[]}
    />
  );
}

function fitTable(steps: readonly StepResult[]): ChartTable {
  return {
    columns: [
      { title: 'In flight', numeric: true },
      { title: 'Prompt tokens', numeric: true },
      { title: 'Batch', numeric: true },
      { title: 'Memory, peak', numeric: true },
      { title: 'Fits', numeric: false },
    ],
    rows: steps.map((step) => {
      const { batch, tokens, inFlight } = combinationOf(step);
      const bytes = figuresOf(step.memory)?.peakBytes;
      const why = step.skipped?.reason ?? step.fit?.explanation;
      return [
        { text: formatCount(inFlight), raw: inFlight },
        tokens === undefined ? { text: 'as the model has', raw: '' } : { text: formatCount(tokens), raw: tokens },
        { text: formatCount(batch), raw: batch },
        bytes === undefined ? { text: 'not measured', raw: '' } : { text: formatBytes(bytes), raw: bytes },
        { text: why === undefined ? fitStateOf(step) : `${fitStateOf(step)}: ${why}`, raw: fitStateOf(step) },
      ];
    }),
  };
}
