import type { LiveRun } from '../../state/live/LiveRun.ts';
import classes from './live.module.css';

/** One segment for each step: done, running as far as it has come, still to come. */
export function StepSegments({ run }: { run: LiveRun }) {
  const finished = run.finishedSteps;
  return (
    <div
      className={classes.segments}
      role="progressbar"
      aria-label="Steps"
      aria-valuemin={0}
      aria-valuemax={run.steps.length}
      aria-valuenow={finished}
      aria-valuetext={`${finished} of ${run.steps.length} steps`}
    >
      {run.steps.map((step) => (
        <span key={step.id} className={classes.segment} data-done={run.results[step.index] !== undefined || undefined}>
          <i style={{ width: `${100 * fractionOf(run, step.index)}%` }} />
        </span>
      ))}
    </div>
  );
}

function fractionOf(run: LiveRun, index: number): number {
  if (run.results[index] !== undefined) {
    return 1;
  }
  const { step, progress } = run;
  if (step === undefined || step.index !== index || progress === undefined) {
    return 0;
  }
  const plannedSeconds = step.warmupSeconds + step.durationSeconds;
  return plannedSeconds <= 0 ? 0 : Math.min(1, Math.max(0, 1 - progress.stepLeftSeconds / plannedSeconds));
}
