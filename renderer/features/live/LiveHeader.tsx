import { Button } from '@mantine/core';
import { IconPlayerStop } from '@tabler/icons-react';
import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import { formatTimeLeft } from '../../../core/format/durations.ts';
import { stopRun } from '../../commands.ts';
import { isSameCell, type LiveRun, searchLevel, stepCountText } from '../../state/live/LiveRun.ts';
import { navigate } from '../../state/location.ts';
import { describeStepLoad } from '../../widgets/describeStepLoad.ts';
import { runEnding } from './LiveAnnouncer.tsx';
import classes from './live.module.css';

/** Which step of how many, how long it will take, and the way to stop it. */
export function LiveHeader({ run }: { run: LiveRun }) {
  return (
    <div className={classes.header} data-pane="" tabIndex={-1}>
      <div className={classes.where}>
        {run.status === 'running' ? <Where run={run} /> : <h2>{runEnding(run)}</h2>}
        <StepSegments run={run} />
      </div>
      {run.status === 'running' ? <RunningTools run={run} /> : <EndedTools run={run} />}
    </div>
  );
}

function Where({ run }: { run: LiveRun }) {
  const { activity, step } = run;
  const starting = activity !== undefined && (step === undefined || step.result !== undefined);
  const plan: PlannedStep | undefined = run.steps[step === undefined ? 0 : starting ? step.index + 1 : step.index];
  if (starting || plan === undefined) {
    return (
      <p className={classes.line}>
        <strong>{activity?.message ?? 'Starting'}</strong>
        {activity?.fraction === undefined ? null : (
          <span className="num">{Math.floor(activity.fraction * 100)}&nbsp;%</span>
        )}
      </p>
    );
  }
  const level = searchLevel(run.steps, plan);
  return (
    <p className={classes.line}>
      <strong className="num">
        Step {plan.index + 1} of {stepCountText(run)}
      </strong>
      {level === undefined ? null : <strong className="num">Level {level} of a search</strong>}
      <b>
        {plan.target} · {plan.model.id}
      </b>
      <code>{plan.scenario}</code>
      <span>{describeStepLoad(plan.load)}</span>
    </p>
  );
}

function RunningTools({ run }: { run: LiveRun }) {
  const left = run.progress;
  return (
    <>
      <dl className={classes.left}>
        <div>
          <dt>This step</dt>
          <dd className="num">{left === undefined ? 'starting' : formatTimeLeft(left.stepLeftSeconds)}</dd>
        </div>
        <div>
          <dt>Whole run</dt>
          <dd className="num">
            {formatTimeLeft(left === undefined ? run.estimate.totalSeconds : left.runLeftSeconds)}
          </dd>
        </div>
      </dl>
      <Button
        variant="danger"
        leftSection={<IconPlayerStop size={16} stroke={1.75} aria-hidden="true" />}
        aria-disabled={run.stopping}
        aria-description={run.stopping ? 'The run is stopping' : undefined}
        onClick={() => void stopRun()}
      >
        Stop
      </Button>
    </>
  );
}

function EndedTools({ run }: { run: LiveRun }) {
  return (
    <div className={classes.ended}>
      <Button
        variant={run.finishedSteps > 0 ? 'filled' : 'default'}
        onClick={() => navigate({ screen: 'results', runId: run.runId })}
      >
        Open results
      </Button>
    </div>
  );
}

/** How far the run has come: a piece for each step, and one for each search with its levels in it. */
function StepSegments({ run }: { run: LiveRun }) {
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

/** A piece of the bar of steps. A search is one piece with a place for each of its levels, those to come included. */
interface StepSegment {
  steps: PlannedStep[];
  /** Places side by side in it; at least as many as steps. */
  places: number;
  /** Its share of the bar against that of a single step. */
  weight: number;
}

/** Room for the levels that a search most often has; one with more gets as much again. */
const placesOfSearch = 8;
const weightOfSearch = 4;

/**
 * The bar's pieces. A search holds its steps and what rests on it in one piece of fixed width, so that the bar stays as it
 * is when a step is added.
 */
export function segmentsOfSteps(steps: readonly PlannedStep[]): StepSegment[] {
  const pieces: PlannedStep[][] = [];
  for (const step of steps) {
    const last = pieces.at(-1);
    const [first] = last ?? [];
    if (last !== undefined && first?.search !== undefined && isSameCell(first, step)) last.push(step);
    else pieces.push([step]);
  }
  return pieces.map((piece) =>
    piece[0]?.search === undefined
      ? { steps: piece, places: 1, weight: 1 }
      : { steps: piece, places: Math.ceil(piece.length / placesOfSearch) * placesOfSearch, weight: weightOfSearch },
  );
}
