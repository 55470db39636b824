import { useCallback, useMemo } from 'react';
import { type TrendPoint, trendLine } from '../../../../core/chart/lines.ts';
import { isCountedPhase, phaseSpans } from '../../../../core/chart/timeSpans.ts';
import type { StepResult } from '../../../../core/contract/resultDocument.ts';
import { figuresOf } from '../../../../core/format/absences.ts';
import { formatLatency } from '../../../../core/format/latency.ts';
import { formatLeak } from '../../../../core/format/memoryWords.ts';
import { joinQuantity } from '../../../../core/format/numbers.ts';
import { formatBytes } from '../../../../core/format/quantities.ts';
import { driftOf, driftParts } from '../../../../core/format/steadinessWords.ts';
import { ChartFrame } from '../../../charts/ChartFrame.tsx';
import type { ChartPaint } from '../../../charts/ChartPaint.ts';
import { type TimePanel, timePanels } from '../../../charts/options/timePanels.ts';
import { byteScale } from '../../../charts/scales.ts';
import { targetSlot } from '../../../theme/targetSlot.ts';
import type { AnswerChartProps } from './AnswerChartProps.ts';
import { secondReadings } from './secondReadings.ts';
import { seriesPoints, stepSeconds } from './seriesPoints.ts';
import { steadinessTable } from './steadinessTable.ts';

/** Whether latency and memory stay what they are while a load goes on: their trends, with what these may be. */
export function TrendChart({ step }: AnswerChartProps) {
  const slot = targetSlot(step.target);
  const option = useCallback(
    (paint: ChartPaint) => {
      const memory = memoryPanel(step, slot);
      return timePanels(
        {
          phases: phaseSpans(step.phases),
          totalSeconds: stepSeconds(step),
          panels: [latencyPanel(step, slot), ...(memory === undefined ? [] : [memory])],
        },
        paint,
      );
    },
    [step, slot],
  );
  const readings = useMemo(
    () =>
      secondReadings(step.series ?? [], ({ p50Ms, engineMemoryBytes }) => [
        { name: 'p50', value: p50Ms === undefined ? 'none' : formatLatency(p50Ms) },
        ...(engineMemoryBytes === undefined ? [] : [{ name: 'Memory', value: formatBytes(engineMemoryBytes) }]),
      ]),
    [step],
  );
  const table = useMemo(() => steadinessTable(step), [step]);
  const drift = driftOf(step);
  return (
    <ChartFrame
      title="Does it stay as quick?"
      subtitle="median of each second; straight: trend with its 95 % interval"
      answer={drift === undefined ? 'No trend was measured' : `Latency drifts ${joinQuantity(driftParts(drift))}`}
      option={option}
      table={table}
      readings={readings}
    />
  );
}

function latencyPanel(step: StepResult, slot: number): TimePanel {
  const { driftPerHour, driftPerHourInterval95: interval } = step.reliability ?? {};
  const median = step.latencyMs?.p50;
  const trend =
    driftPerHour === undefined || typeof median !== 'number'
      ? []
      : trendLine({
          middle: median,
          perHour: driftPerHour * median,
          interval95: interval === undefined ? undefined : [interval[0] * median, interval[1] * median],
          ...countedSeconds(step),
        });
  const drift = driftOf(step);
  return {
    name: 'Latency, ms',
    lines: [
      { name: 'p50', points: seriesPoints(step.series ?? [], 'p50Ms'), colour: slot, dash: 'solid', widthPx: 1.25 },
      ...trendOf(trend, drift === undefined ? '' : joinQuantity({ number: driftParts(drift).number, unit: '%/h' })),
    ],
    ...bandOf(trend, slot),
  };
}

function memoryPanel(step: StepResult, slot: number): TimePanel | undefined {
  const points = seriesPoints(step.series ?? [], 'engineMemoryBytes');
  const memory = figuresOf(step.memory);
  if (points.length === 0 || memory === undefined) {
    return undefined;
  }
  const { unit, factor } = byteScale(memory.peakBytes);
  const { leakBytesPerHour, leakBytesPerHourInterval95: interval, meanBytes } = memory;
  const trend =
    leakBytesPerHour === undefined
      ? []
      : trendLine({
          middle: meanBytes * factor,
          perHour: leakBytesPerHour * factor,
          interval95: interval === undefined ? undefined : [interval[0] * factor, interval[1] * factor],
          ...countedSeconds(step),
        });
  return {
    name: `Memory, ${unit}`,
    lines: [
      {
        name: 'resident',
        points: points.map(([seconds, bytes]) => [seconds, bytes * factor] as const),
        colour: slot,
        dash: 'solid',
        widthPx: 1.25,
        stepped: true,
      },
      ...trendOf(trend, formatLeak(step)?.split(' [')[0]?.replace(' per hour', '/h') ?? ''),
    ],
    ...bandOf(trend, slot),
  };
}

function trendOf(trend: readonly TrendPoint[], name: string): TimePanel['lines'] {
  return trend.length === 0
    ? []
    : [
        {
          name,
          points: trend.map(({ seconds, value }) => [seconds, value] as const),
          colour: 'text',
          dash: 'solid',
          widthPx: 1.5,
        },
      ];
}

function bandOf(trend: readonly TrendPoint[], colour: number): Pick<TimePanel, 'band'> {
  const points = trend.flatMap(({ seconds, low, high }) =>
    low === undefined || high === undefined ? [] : [{ x: seconds, low: Math.max(0, low), high }],
  );
  return points.length === 0 ? {} : { band: { points, colour } };
}

/** From where to where requests count, seconds since the step began. */
function countedSeconds(step: StepResult): { fromSeconds: number; toSeconds: number } {
  const counted = step.phases.filter(isCountedPhase);
  return {
    fromSeconds: Math.min(...counted.map(({ fromMs }) => fromMs)) / 1000,
    toSeconds: Math.max(...counted.map(({ toMs }) => toMs)) / 1000,
  };
}
