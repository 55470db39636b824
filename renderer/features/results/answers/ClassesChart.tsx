import { useCallback, useMemo } from 'react';
import type { StepClass } from '../../../../core/contract/scenarioFigures.ts';
import { interferenceSentence } from '../../../../core/format/interferenceWords.ts';
import { formatLatency } from '../../../../core/format/latency.ts';
import { formatCount } from '../../../../core/format/numbers.ts';
import { numberFromDocument } from '../../../../core/statistics/distributionDocument.ts';
import { percentileAxisPosition } from '../../../../core/statistics/percentileCurve.ts';
import { ChartFrame } from '../../../charts/ChartFrame.tsx';
import type { ChartPaint } from '../../../charts/ChartPaint.ts';
import { percentileMultiples } from '../../../charts/options/percentileMultiples.ts';
import type { Reading } from '../../../charts/Reading.ts';
import { targetSlot } from '../../../theme/targetSlot.ts';
import { intervalFromDocument } from '../../../widgets/Headline.tsx';
import type { AnswerChartProps } from './AnswerChartProps.ts';
import { classTable } from './classTable.ts';

const noClasses: StepClass[] = [];

/** How latency is distributed in each class of a mix, all on the same axes. */
export function ClassesChart({ step }: AnswerChartProps) {
  const classes = step.classes ?? noClasses;
  const option = useCallback(
    (paint: ChartPaint) =>
      percentileMultiples(
        {
          panels: classes.map(({ name, latencyMs, curve = [] }) => ({ name, count: latencyMs?.count ?? 0, curve })),
          slot: targetSlot(step.target),
        },
        paint,
      ),
    [classes, step.target],
  );
  const table = useMemo(() => classTable(classes), [classes]);
  const readings = useMemo(() => classReadings(classes), [classes]);
  return (
    <ChartFrame
      title="How does each class fare?"
      subtitle="latency by percentile, the same axes for all"
      answer={interferenceSentence(step) ?? `${formatCount(classes.length)} classes`}
      option={option}
      table={table}
      readings={readings}
      panels={classes.length}
    />
  );
}

/** All classes at each percentile that the longest of their curves has. */
function classReadings(classes: readonly StepClass[]): Reading[] {
  const longest = classes.reduce<StepClass | undefined>(
    (most, one) => ((one.curve?.length ?? 0) > (most?.curve?.length ?? 0) ? one : most),
    undefined,
  );
  return (longest?.curve ?? [])
    .filter(({ quantile }) => quantile < 1)
    .map(({ quantile }) => ({
      position: percentileAxisPosition(quantile),
      title: `p${Number((quantile * 100).toPrecision(4))}`,
      rows: classes.map(({ name, curve = [] }) => {
        const point = curve.find((one) => Math.abs(one.quantile - quantile) < 1e-9);
        if (point === undefined) return { name, value: 'too few requests' };
        const interval =
          point.lowMs === undefined || point.highMs === undefined
            ? undefined
            : intervalFromDocument([point.lowMs, point.highMs]);
        return { name, value: formatLatency(numberFromDocument(point.valueMs), interval) };
      }),
    }));
}
