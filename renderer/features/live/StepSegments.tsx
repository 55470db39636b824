import type { LiveRun } from '../../state/live/LiveRun.ts';
import { stepCountText } from '../../state/live/stepCountText.ts';
import classes from './live.module.css';
import { segmentsOfSteps } from './segmentsOfSteps.ts';

/** How far the run has come: a piece for each step, and one for each search with its levels in it. */
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
      aria-valuetext={`${finished} of ${stepCountText(run)} steps`}
    >
      {segmentsOfSteps(run.steps).map(({ steps, places, weight }) => (
        <span key={steps[0]?.id} className={classes.segment} style={{ flexGrow: weight }}>
          {steps.map((step) => (
            <span
              key={step.id}
              className={classes.level}
              style={{ width: `${100 / places}%` }}
              data-done={run.results[step.index] !== undefined || undefined}
            >
              <i style={{ width: `${100 * fractionOf(run, step.index)}%` }} />
            </span>
          ))}
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
