import { useMemo } from 'react';
import { scalabilityOf, searchOf } from '../../../core/analysis/scalability.ts';
import type { ResultDocument, StepResult } from '../../../core/contract/resultDocument.ts';
import { answerChartsOf } from './answers/answerCharts.ts';
import { LevelsChart } from './LevelsChart.tsx';
import { PercentileChart } from './PercentileChart.tsx';
import classes from './results.module.css';
import { ShapeChart } from './ShapeChart.tsx';
import { stepsOfCell, stepsOfCurve } from './stepsOfCurve.ts';

/** At most so many charts: a wide one, and two below it. */
const mostBelow = 2;

/**
 * The chart that answers the question of the step's scenario, else how latency is distributed; below it what else there
 * is to see, most telling first.
 */
export function SummaryCharts({ document, step }: { document: ResultDocument; step: StepResult }) {
  const curve = useMemo(() => stepsOfCurve(document.steps, step), [document.steps, step]);
  const steps = useMemo(() => stepsOfCell(document.steps, step), [document.steps, step]);
  const own = answerChartsOf(step);
  const hasLatency = step.latencyMs !== undefined && step.latencyMs.count > 0;
  if (own === undefined && !hasLatency) {
    return <p className={classes.nothing}>Nothing to draw: {step.failure?.reason ?? 'no request ended'}.</p>;
  }
  const charts = [
    ...(own === undefined ? [] : [<own.answer key="answer" step={step} steps={steps} />]),
    ...(own?.beside === undefined ? [] : [<own.beside key="beside" step={step} steps={steps} />]),
    ...(hasLatency ? [<PercentileChart key="percentiles" step={step} />] : []),
    ...(hasLatency && curve.length > 1
      ? [
          <LevelsChart
            key="levels"
            steps={curve}
            current={step}
            search={searchOf(document.steps, step)}
            scalability={scalabilityOf(document.steps, step)}
          />,
        ]
      : []),
    ...(hasLatency ? [<ShapeChart key="shape" step={step} />] : []),
  ];
  const [first, ...others] = charts;
  return (
    <div className={classes.charts} data-answer={own === undefined ? undefined : ''}>
      <div className={classes.wideChart}>{first}</div>
      {others.slice(0, mostBelow)}
    </div>
  );
}
