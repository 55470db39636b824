import { useMemo } from 'react';
import { scalabilityOf } from '../../../core/analysis/scalabilityOf.ts';
import { searchOf } from '../../../core/analysis/searchOf.ts';
import type { ResultDocument, StepResult } from '../../../core/contract/resultDocument.ts';
import { LevelsChart } from './LevelsChart.tsx';
import { PercentileChart } from './PercentileChart.tsx';
import classes from './results.module.css';
import { ShapeChart } from './ShapeChart.tsx';
import { stepsOfCurve } from './stepsOfCurve.ts';

/** How latency is distributed, and beside its shape how it grows with the load where the run has several levels. */
export function SummaryCharts({ document, step }: { document: ResultDocument; step: StepResult }) {
  const curve = useMemo(() => stepsOfCurve(document.steps, step), [document.steps, step]);
  if (step.latencyMs === undefined || step.latencyMs.count === 0) {
    return <p className={classes.nothing}>Nothing to draw: {step.failure?.reason ?? 'no request ended'}.</p>;
  }
  return (
    <div className={classes.charts}>
      <div className={classes.wideChart}>
        <PercentileChart step={step} />
      </div>
      {curve.length > 1 ? (
        <LevelsChart
          steps={curve}
          current={step}
          search={searchOf(document.steps, step)}
          scalability={scalabilityOf(document.steps, step)}
        />
      ) : null}
      <ShapeChart step={step} />
    </div>
  );
}
