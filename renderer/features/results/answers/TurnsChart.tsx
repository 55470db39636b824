import { useCallback, useMemo } from 'react';
import { formatCount } from '../../../../core/format/numbers.ts';
import { ChartFrame } from '../../../charts/ChartFrame.tsx';
import type { ChartPaint } from '../../../charts/ChartPaint.ts';
import { levelCurves } from '../../../charts/options/levelCurves.ts';
import { targetSlot } from '../../../theme/targetSlot.ts';
import type { AnswerChartProps } from './AnswerChartProps.ts';
import { classTable } from './classTable.ts';
import { turnCurves, turnReadings } from './turnCurves.ts';

/** How latency grows from one turn of a conversation to the next, each with all that was said before. */
export function TurnsChart({ step }: AnswerChartProps) {
  const turns = useMemo(() => step.classes ?? [], [step]);
  const option = useCallback(
    (paint: ChartPaint) =>
      levelCurves(
        {
          levelName: 'Turn of the conversation',
          valueName: 'Latency, ms',
          curves: turnCurves(turns),
          slot: targetSlot(step.target),
        },
        paint,
      ),
    [turns, step.target],
  );
  const table = useMemo(() => classTable(turns), [turns]);
  const readings = useMemo(() => turnReadings(turns), [turns]);
  return (
    <ChartFrame
      title="Do later turns take longer?"
      subtitle="† below floor"
      answer={`${formatCount(turns.length)} turns`}
      option={option}
      table={table}
      readings={readings}
    />
  );
}
