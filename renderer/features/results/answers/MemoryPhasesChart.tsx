import { useCallback, useMemo } from 'react';
import { phaseSpans } from '../../../../core/chart/timeSpans.ts';
import type { SeriesPoint, StepResult } from '../../../../core/contract/resultDocument.ts';
import { figuresOf } from '../../../../core/format/absences.ts';
import { memoryProfileSentence } from '../../../../core/format/memoryWords.ts';
import { formatCount } from '../../../../core/format/numbers.ts';
import { formatBytes } from '../../../../core/format/quantities.ts';
import { ChartFrame } from '../../../charts/ChartFrame.tsx';
import type { ChartPaint } from '../../../charts/ChartPaint.ts';
import { type TimePanel, timePanels } from '../../../charts/options/timePanels.ts';
import { byteScale } from '../../../charts/scales.ts';
import { targetSlot } from '../../../theme/targetSlot.ts';
import type { AnswerChartProps } from './AnswerChartProps.ts';
import { phaseTable } from './phaseTable.ts';
import { secondReadings } from './secondReadings.ts';
import { seriesPoints, stepSeconds } from './seriesPoints.ts';

const gpuSlot = 6;

/** How much memory is resident in each phase of a step, with the mean of each and the highest of all. */
export function MemoryPhasesChart({ step }: AnswerChartProps) {
  const option = useCallback(
    (paint: ChartPaint) =>
      timePanels(
        {
          phases: phaseSpans(step.phases),
          totalSeconds: stepSeconds(step),
          panels: [
            memoryPanel(step, 'Memory', 'engineMemoryBytes', 'meanBytes', targetSlot(step.target)),
            ...((step.series ?? []).some(({ gpuMemoryBytes }) => gpuMemoryBytes !== undefined)
              ? [memoryPanel(step, 'GPU memory', 'gpuMemoryBytes', 'gpuMeanBytes', gpuSlot)]
              : []),
          ],
        },
        paint,
      ),
    [step],
  );
  const readings = useMemo(
    () =>
      secondReadings(step.series ?? [], ({ engineMemoryBytes, gpuMemoryBytes, inFlight }) => [
        { name: 'Memory', value: engineMemoryBytes === undefined ? 'not measured' : formatBytes(engineMemoryBytes) },
        ...(gpuMemoryBytes === undefined ? [] : [{ name: 'GPU memory', value: formatBytes(gpuMemoryBytes) }]),
        ...(inFlight === undefined ? [] : [{ name: 'In flight', value: formatCount(inFlight) }]),
      ]),
    [step],
  );
  const table = useMemo(() => phaseTable(step, 'memory'), [step]);
  return (
    <ChartFrame
      title="Where does memory go?"
      subtitle={`${figuresOf(step.memory)?.of ?? 'not measured'}; dashed: mean of a phase`}
      answer={memoryProfileSentence(step) ?? 'Memory was not measured'}
      option={option}
      table={table}
      readings={readings}
    />
  );
}

function memoryPanel(
  step: StepResult,
  name: string,
  figure: 'engineMemoryBytes' | 'gpuMemoryBytes',
  mean: 'meanBytes' | 'gpuMeanBytes',
  slot: number,
): TimePanel {
  const series = step.series ?? [];
  const peak = highestOf(series, figure);
  const { unit, factor } = byteScale(peak);
  // A gap after each mean: it belongs to its phase alone.
  const means = step.phases.flatMap((phase): [number, number][] => {
    const bytes = figuresOf(phase.memory)?.[mean];
    return bytes === undefined
      ? []
      : [
          [phase.fromMs / 1000, bytes * factor],
          [phase.toMs / 1000, bytes * factor],
          [phase.toMs / 1000, Number.NaN],
        ];
  });
  return {
    name: `${name}, ${unit}`,
    lines: [
      { name: '', points: means, colour: 'text', dash: 'dashed', widthPx: 1 },
      {
        name: 'resident',
        points: seriesPoints(series, figure, factor),
        colour: slot,
        dash: 'solid',
        widthPx: 2.25,
        stepped: true,
      },
    ],
    ...(peak > 0
      ? { limits: [{ value: peak * factor, text: `peak ${formatBytes(peak)}`, colour: 'text2' as const }] }
      : {}),
  };
}

function highestOf(series: readonly SeriesPoint[], figure: 'engineMemoryBytes' | 'gpuMemoryBytes'): number {
  return series.reduce((most, point) => Math.max(most, point[figure] ?? 0), 0);
}
