import { useCallback, useMemo } from 'react';
import { phaseSpans, timeColumns } from '../../../../core/chart/timeSpans.ts';
import { figuresOf } from '../../../../core/format/absences.ts';
import { breakingSentence } from '../../../../core/format/breakingPointWords.ts';
import { formatSeconds } from '../../../../core/format/durations.ts';
import { formatLatency } from '../../../../core/format/latency.ts';
import { formatCount } from '../../../../core/format/numbers.ts';
import { formatRate } from '../../../../core/format/quantities.ts';
import { ChartFrame } from '../../../charts/ChartFrame.tsx';
import type { ChartPaint } from '../../../charts/ChartPaint.ts';
import { timePanels } from '../../../charts/options/timePanels.ts';
import { PartsKey } from '../../../charts/PartsKey.tsx';
import { targetSlot } from '../../../theme/targetSlot.ts';
import type { AnswerChartProps } from './AnswerChartProps.ts';
import { errorParts, errorsOfSecond } from './errorParts.ts';
import { phaseTable } from './phaseTable.ts';
import { rateLines } from './rateLines.ts';
import { secondReadings } from './secondReadings.ts';
import { stepSeconds } from './seriesPoints.ts';

const mostColumns = 240;
const clientSlot = 8;

/** What was offered and what came back, where these part, and by what requests failed. */
export function BreakingPointChart({ step }: AnswerChartProps) {
  const slot = targetSlot(step.target);
  const isLossless = (step.series ?? []).every(({ failed, dropped = 0 }) => failed + dropped === 0);
  const parts = useMemo(() => errorParts(step), [step]);
  const option = useCallback(
    (paint: ChartPaint) => {
      const series = step.series ?? [];
      const breaking = figuresOf(step.breakingPoint);
      const recovery = figuresOf(step.recovery);
      return timePanels(
        {
          phases: phaseSpans(step.phases),
          totalSeconds: stepSeconds(step),
          ...(breaking === undefined
            ? {}
            : {
                mark: {
                  seconds: breaking.atMs / 1000,
                  text: `breaks at ${formatRate(breaking.offeredPerSecond, breaking.interval95)}`,
                },
              }),
          panels: [
            {
              name: 'Requests/s',
              lines: rateLines(series, { slot, clientSlot }),
              ...(recovery === undefined
                ? {}
                : {
                    bracket: {
                      fromSeconds: recovery.atMs / 1000 - recovery.seconds,
                      toSeconds: recovery.atMs / 1000,
                      // Under the words of the breaking point.
                      heightShare: 0.74,
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
                      columns: timeColumns(series, mostColumns, (point) => errorsOfSecond(point, step)),
                      parts,
                    },
                  },
                ]),
          ],
        },
        paint,
      );
    },
    [step, slot, parts, isLossless],
  );
  const readings = useMemo(
    () =>
      secondReadings(step.series ?? [], (point) => {
        const errors = errorsOfSecond(point, step);
        return [
          ...(point.offered === undefined ? [] : [{ name: 'Offered', value: formatCount(point.offered) }]),
          { name: 'Completed', value: formatCount(point.completed) },
          ...(point.p95Ms === undefined ? [] : [{ name: 'p95', value: formatLatency(point.p95Ms) }]),
          ...parts.flatMap(({ name }, index) =>
            (errors[index] ?? 0) > 0 ? [{ name, value: formatCount(errors[index] ?? 0) }] : [],
          ),
        ];
      }),
    [step, parts],
  );
  const table = useMemo(() => phaseTable(step, 'load'), [step]);
  return (
    <ChartFrame
      title="Where does it break?"
      subtitle={
        isLossless
          ? 'offered and completed; no request was lost'
          : 'offered and completed; below, lost requests by kind'
      }
      answer={breakingSentence(step) ?? 'Where it breaks was not measured'}
      option={option}
      table={table}
      readings={readings}
      controls={isLossless ? undefined : <PartsKey parts={parts} />}
    />
  );
}
