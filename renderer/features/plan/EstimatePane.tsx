import { Button } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { PlanProblem, ResolvedPlan } from '../../../core/contract/plannedStep.ts';
import { scenarioNameParts } from '../../../core/contract/scenarioName.ts';
import type { Failure } from '../../../core/contract/WorkerMessages.ts';
import { formatDuration, formatDurationRange } from '../../../core/format/durations.ts';
import { formatCount, formatEstimatedCount } from '../../../core/format/numbers.ts';
import type { PlanDraft } from '../../state/plan/PlanDraft.ts';
import { ProblemLine } from '../../widgets/messages.tsx';
import { Pane, ScrollRegion } from '../../widgets/Pane.tsx';
import { DescriptionsPane } from './DescriptionsPane.tsx';
import { shownFields } from './LoadPanel.tsx';
import classes from './plan.module.css';
import { otherProblems } from './problemsAt.ts';

interface EstimatePaneProps {
  draft: PlanDraft;
  plan: ResolvedPlan | undefined;
  failure: Failure | undefined;
  /** Whether the plan shown is that of the newest edit. */
  current: boolean;
  running: boolean;
  stopped: boolean;
  onStart: () => void;
}

/** What the plan takes, what stops it, and its start. */
export function EstimatePane(props: EstimatePaneProps) {
  const { draft, plan, failure } = props;
  const problems = plan?.problems ?? [];
  return (
    <div className={classes.estimatePane}>
      <ScrollRegion label="Estimate and problems">
        <Estimate plan={draft.cells.length === 0 ? undefined : plan} />
        <Pane title="Before it starts">
          <Problems draft={draft} problems={problems} failure={failure} running={props.running} />
        </Pane>
        <DescriptionsPane descriptions={draft.cells.length === 0 ? [] : (plan?.descriptions ?? [])} />
      </ScrollRegion>
      <StartButtons {...props} problems={problems} />
    </div>
  );
}

function Estimate({ plan }: { plan: ResolvedPlan | undefined }) {
  const estimate = plan?.estimate;
  const searching = new Set(plan?.steps.flatMap(({ search, scenario }) => (search === undefined ? [] : [scenario])));
  return (
    <>
      <Pane quiet title="Estimate">
        <Duration plan={plan} />
        <dl className={classes.figures}>
          <Figure name={searching.size > 0 ? 'Steps, at least' : 'Steps'}>
            {formatCount(plan?.steps.length ?? 0)}
          </Figure>
          <Figure name={searching.size > 0 ? 'Measured, about' : 'Measured'}>
            {estimate === undefined ? '' : formatDuration(estimate.measuredSeconds)}
          </Figure>
          <Figure name="Requests, about">
            {estimate?.requests === undefined ? (
              <span className={classes.unknown}>not known before a run</span>
            ) : (
              formatEstimatedCount(estimate.requests)
            )}
          </Figure>
        </dl>
      </Pane>
      <Pane title="Where the time goes">
        <table className={classes.times}>
          <thead>
            <tr>
              <th className={classes.timesHead} scope="col">
                <span className="visually-hidden">Scenario</span>
              </th>
              <th className={classes.timesHead} scope="col">
                steps
              </th>
              <th className={classes.timesHead} scope="col">
                {searching.size > 0 ? 'time, about' : 'time'}
              </th>
            </tr>
          </thead>
          <tbody>
            {(estimate?.byScenario ?? []).map((entry) => (
              <tr key={entry.scenario}>
                <th className={classes.timesName} scope="row">
                  <code title={entry.scenario}>{scenarioNameParts(entry.scenario).ownName}</code>
                </th>
                <td className={`${classes.timesSteps} num`}>
                  {searching.has(entry.scenario) ? 'search' : entry.steps}
                </td>
                <td className={`${classes.timesTime} num`}>{formatDuration(entry.seconds)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Pane>
    </>
  );
}

/** The estimate; of a plan with a search it is a range, since how many steps that takes is found while it runs. */
function Duration({ plan }: { plan: ResolvedPlan | undefined }) {
  if (plan === undefined) {
    return (
      <>
        <p className={classes.estimate}>nothing to run</p>
        <p>{'\u00a0'}</p>
      </>
    );
  }
  const { estimate, steps } = plan;
  const range = formatDurationRange(estimate.lowSeconds, estimate.highSeconds);
  return steps.some(({ search }) => search !== undefined) ? (
    <>
      <p className={`${classes.estimateRange} num`}>{range}</p>
      <p className="text2">
        A search finds its steps while it runs: most often about{' '}
        <span className="num">{formatDuration(estimate.totalSeconds)}</span>.
      </p>
    </>
  ) : (
    <>
      <p className={`${classes.estimate} num`}>{formatDuration(estimate.totalSeconds)}</p>
      <p className="text2 num">{range}</p>
    </>
  );
}

function Figure({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="num">{children}</dd>
    </div>
  );
}

interface ProblemsProps {
  draft: PlanDraft;
  problems: readonly PlanProblem[];
  failure: Failure | undefined;
  running: boolean;
}

function Problems({ draft, problems, failure, running }: ProblemsProps) {
  const unreadable = Object.keys(draft.unreadable).length;
  const errors = problems.filter((problem) => problem.severity === 'error').length + unreadable;
  const warnings = problems.length + unreadable - errors;
  const others = otherProblems(problems, shownFields);
  if (draft.cells.length === 0) {
    return <ProblemLine severity="error" message="Nothing is ticked." remedy="Tick a cell of the table." />;
  }
  if (failure !== undefined) {
    return <ProblemLine severity="error" message={failure.reason} remedy={failure.remedy} />;
  }
  return (
    <div className={classes.problems}>
      {running ? (
        <ProblemLine severity="error" message="A run is going on." remedy="Wait for its end or stop it." />
      ) : null}
      {errors === 0 ? null : (
        <ProblemLine
          severity="error"
          message={`${errors} ${errors === 1 ? 'problem stops' : 'problems stop'} the start`}
        />
      )}
      {warnings === 0 ? null : (
        <ProblemLine severity="warning" message={`${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`} />
      )}
      {others.map((problem) => (
        <ProblemLine key={`${problem.path} ${problem.message}`} {...problem} />
      ))}
      {!running && errors + warnings === 0 ? <p className="text2">Nothing stands in the way.</p> : null}
    </div>
  );
}

function StartButtons(props: EstimatePaneProps & { problems: readonly PlanProblem[] }) {
  const { draft, problems, running, stopped, onStart } = props;
  const toSolve =
    !running && (problems.some((problem) => problem.severity === 'error') || Object.keys(draft.unreadable).length > 0);
  const reason = running
    ? 'A run is going on'
    : draft.cells.length === 0
      ? 'Nothing is ticked'
      : 'A problem stops the start';
  return (
    <div className={classes.start}>
      {toSolve ? (
        <Button size="lg" variant="filled" onClick={() => nextProblem()?.focus()}>
          Go to the problem
        </Button>
      ) : null}
      <Button
        size="lg"
        variant={stopped ? 'default' : 'filled'}
        leftSection={<IconPlayerPlay size={16} stroke={1.75} aria-hidden="true" />}
        aria-disabled={stopped}
        aria-description={stopped ? reason : undefined}
        onClick={onStart}
      >
        Start
      </Button>
    </div>
  );
}

/** The next place of the plan with a problem, after the one that holds the focus, round and round. */
export function nextProblem(): HTMLElement | undefined {
  const places = [...document.querySelectorAll<HTMLElement>('[data-problem]')];
  const current = places.findIndex((place) => place.contains(document.activeElement));
  return places[(current + 1) % Math.max(1, places.length)];
}
