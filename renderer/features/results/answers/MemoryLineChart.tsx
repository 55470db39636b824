import { useCallback, useMemo } from 'react';
import { type MemoryLevel, memoryLevels, memoryLine } from '../../../../core/chart/memoryPanels.ts';
import type { StepResult } from '../../../../core/contract/resultDocument.ts';
import { figuresOf } from '../../../../core/format/absences.ts';
import { memoryPerRequestSentence } from '../../../../core/format/memoryWords.ts';
import { formatFixed } from '../../../../core/format/numbers.ts';
import { formatBytes } from '../../../../core/format/quantities.ts';
import { ChartFrame } from '../../../charts/ChartFrame.tsx';
import type { ChartPaint } from '../../../charts/ChartPaint.ts';
import type { ChartTable } from '../../../charts/ChartTable.tsx';
import { regressionPlot } from '../../../charts/options/regressionPlot.ts';
import { byteScale } from '../../../charts/scales.ts';
import { targetSlot } from '../../../theme/targetSlot.ts';
import type { AnswerChartProps } from './AnswerChartProps.ts';

/** How memory grows with requests in flight: the levels, the line through them, its slope in words. */
export function MemoryLineChart({ step, steps }: AnswerChartProps) {
  const levels = useMemo(() => memoryLevels(steps), [steps]);
  const told = useMemo(() => stepWithSlope(steps), [steps]);
  const sentence = told === undefined ? undefined : memoryPerRequestSentence(told);
  const option = useCallback(
    (paint: ChartPaint) => {
      const line = told === undefined ? [] : memoryLine(told, levels);
      const { unit, factor } = byteScale(Math.max(0, ...levels.map(({ bytes }) => bytes)));
      const scaled = ({ inFlight, bytes }: MemoryLevel) => ({ x: inFlight, y: bytes * factor });
      return regressionPlot(
        {
          xName: 'Requests in flight, mean',
          yName: `Memory, ${unit}`,
          points: levels.map(scaled),
          line: line.map(({ low, high, ...level }) => ({
            ...scaled(level),
            ...(low === undefined || high === undefined ? {} : { low: low * factor, high: high * factor }),
          })),
          text: sentence ?? 'no line: not enough levels',
          slot: targetSlot(step.target),
        },
        paint,
      );
    },
    [levels, told, sentence, step.target],
  );
  const table = useMemo((): ChartTable => levelsTable(levels), [levels]);
  const readings = useMemo(
    () =>
      levels.map(({ inFlight, bytes }) => ({
        position: inFlight,
        title: `${formatFixed(inFlight, 1)} in flight`,
        rows: [{ name: 'Memory, mean', value: formatBytes(bytes) }],
      })),
    [levels],
  );
  return (
    <ChartFrame
      title="What does a request in flight take?"
      subtitle="levels and the line through them; band: 95 % interval"
      answer={sentence ?? 'Memory per request was not measured'}
      option={option}
      table={table}
      readings={readings}
    />
  );
}

/** The step on which the slope over all levels stands, or the reason why there is none. */
function stepWithSlope(steps: readonly StepResult[]): StepResult | undefined {
  return steps.findLast(({ memory }) => {
    const figures = figuresOf(memory);
    return figures?.perRequestBytes !== undefined || figures?.perRequestAbsent !== undefined;
  });
}

function levelsTable(levels: readonly MemoryLevel[]): ChartTable {
  return {
    columns: ['In flight, mean', 'Memory, mean'].map((title) => ({ title, numeric: true })),
    rows: levels.map(({ inFlight, bytes }) => [
      { text: formatFixed(inFlight, 1), raw: inFlight },
      { text: formatBytes(bytes), raw: bytes },
    ]),
  };
}
