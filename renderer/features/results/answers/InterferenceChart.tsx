import { useCallback, useMemo } from 'react';
import type { StepClass } from '../../../../core/contract/scenarioFigures.ts';
import { figuresOf } from '../../../../core/format/absences.ts';
import {
  interferenceMetric,
  interferenceSentence,
  interferenceText,
} from '../../../../core/format/interferenceWords.ts';
import { ChartFrame } from '../../../charts/ChartFrame.tsx';
import type { ChartPaint } from '../../../charts/ChartPaint.ts';
import { type RatioRow, ratioForest } from '../../../charts/options/ratioForest.ts';
import { targetSlot } from '../../../theme/targetSlot.ts';
import type { AnswerChartProps } from './AnswerChartProps.ts';
import { classTable } from './classTable.ts';

const noClasses: StepClass[] = [];

/** How much longer each class takes in the mix than alone. */
export function InterferenceChart({ step }: AnswerChartProps) {
  const classes = step.classes ?? noClasses;
  const rows = useMemo(() => classes.map(ratioRow), [classes]);
  const metric = classes.map(({ interference }) => figuresOf(interference)?.metric).find((one) => one !== undefined);
  const name = metric === undefined ? 'In the mix / alone' : `${interferenceMetric(metric)}, in the mix / alone`;
  const option = useCallback(
    (paint: ChartPaint) => ratioForest(rows, name, targetSlot(step.target), paint),
    [rows, name, step.target],
  );
  const table = useMemo(() => classTable(classes), [classes]);
  return (
    <ChartFrame
      title="Do classes hinder each other?"
      subtitle="bars: 95 % interval"
      answer={interferenceSentence(step) ?? 'Interference was not measured'}
      option={option}
      table={table}
      readings={[]}
    />
  );
}

function ratioRow(one: StepClass): RatioRow {
  const figures = figuresOf(one.interference);
  return {
    name: one.name,
    text: interferenceText(one) ?? 'not measured',
    ...(figures === undefined
      ? {}
      : { ratio: figures.ratio, ...(figures.interval95 === undefined ? {} : { interval: figures.interval95 }) }),
  };
}
