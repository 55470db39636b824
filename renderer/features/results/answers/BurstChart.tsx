import { useCallback, useMemo } from 'react';
import { phaseSpans, timeColumns } from '../../../../core/chart/timeSpans.ts';
import { figuresOf } from '../../../../core/format/absences.ts';
import { formatSeconds } from '../../../../core/format/durations.ts';
import { formatLatency } from '../../../../core/format/latency.ts';
import { formatCount } from '../../../../core/format/numbers.ts';
import { recoverySentence } from '../../../../core/format/recoveryWords.ts';
import { ChartFrame } from '../../../charts/ChartFrame.tsx';
import type { ChartPaint } from '../../../charts/ChartPaint.ts';
import { timePanels } from '../../../charts/options/timePanels.ts';
import { PartsKey } from '../../../charts/PartsKey.tsx';
import { targetSlot } from '../../../theme/targetSlot.ts';
import type { AnswerChartProps } from './AnswerChartProps.ts';
import { phaseTable } from './phaseTable.ts';
import { secondReadings } from './secondReadings.ts';
import { seriesPoints, stepSeconds } from './seriesPoints.ts';

const mostColumns = 240;
const failedColour = 7;
const parts = [
  { name: 'failed', colour: failedColour, opacity: 1 },
  { name: 'never sent', colour: failedColour, opacity: 0.45 },
] as const;

/** What a burst does to latency, how long until it is as before, and which requests were lost. */
export function BurstChart({ step }: AnswerChartProps) {
  const slot = targetSlot(step.target);
  const isLossless = (step.series ?? []).every(({ failed, dropped = 0 }) => failed + dropped === 0);
  const option = useCallback(
    (paint: ChartPaint) => {
      const series = step.series ?? [];
      const recovery = figuresOf(step.recovery);
      return timePanels(
        {
          phases: phaseSpans(step.phases),
          totalSeconds: stepSeconds(step),
          panels: [
            {
              name: 'Latency, ms',
              lines: [
                { name: 'p95', points: seriesPoints(series, 'p95Ms'), colour: slot, dash: 'dashed', widthPx: 1.5 },
                { name: 'p50', points: seriesPoints(series, 'p50Ms'), colour: slot, dash: 'solid', widthPx: 2.25 },
              ],
              ...(recovery === undefined
                ? {}
                : {
                    limits: [
                      { value: recovery.baseP95Ms, text: `p95 of the base ${formatLatency(recovery.baseP95Ms)}` },
                    ],
                    bracket: {
                      fromSeconds: recovery.atMs / 1000 - recovery.seconds,
                      toSeconds: recovery.atMs / 1000,
                      text: `recovered in ${formatSeconds(recovery.seconds, recovery.intervalSeconds)}`,
                    },
                  }),
            },
            ...(isLossless
              ? []
              : [
                  {
                    name: 'Lost, requests/s',
                    lines: [],
                    columns: {
                      columns: timeColumns(series, mostColumns, ({ failed, dropped = 0 }) => [failed, dropped]),
                      parts,
                    },
                  },
                ]),
          ],
        },
        paint,
      );
    },
    [step, slot, isLossless],
  );
  const readings = useMemo(
    () =>
      secondReadings(step.series ?? [], ({ p50Ms, p95Ms, offered, completed, failed, dropped = 0 }) => [
        ...(p95Ms === undefined ? [] : [{ name: 'p95', value: formatLatency(p95Ms) }]),
        ...(p50Ms === undefined ? [] : [{ name: 'p50', value: formatLatency(p50Ms) }]),
        ...(offered === undefined ? [] : [{ name: 'Offered', value: formatCount(offered) }]),
        { name: 'Completed', value: formatCount(completed) },
        { name: 'Failed', value: formatCount(failed) },
        { name: 'Never sent', value: formatCount(dropped) },
      ]),
    [step],
  );
  const table = useMemo(() => phaseTable(step, 'load'), [step]);
  return (
    <ChartFrame
      title="What does the burst cost?"
      subtitle={
        isLossless ? 'latency over time; no request was lost' : 'latency over time; below, requests that were lost'
      }
      answer={recoverySentence(step, 'the burst') ?? 'Whether it recovered was not measured'}
      option={option}
      table={table}
      readings={readings}
      controls={isLossless ? undefined : <PartsKey parts={parts} />}
    />
  );
}
