import { Button } from '@mantine/core';
import { IconPlayerStop } from '@tabler/icons-react';
import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import { formatTimeLeft } from '../../../core/format/formatTimeLeft.ts';
import { stopRun } from '../../frame/commands.ts';
import type { LiveRun } from '../../state/live/LiveRun.ts';
import { searchLevel } from '../../state/live/searchLevel.ts';
import { stepCountText } from '../../state/live/stepCountText.ts';
import { navigate } from '../../state/useLocation.ts';
import { describeStepLoad } from '../../widgets/describeStepLoad.ts';
import classes from './live.module.css';
import { runEnding } from './runEnding.ts';
import { StepSegments } from './StepSegments.tsx';

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
