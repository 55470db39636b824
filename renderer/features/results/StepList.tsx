import { TextInput } from '@mantine/core';
import { IconFilter, IconPlayerSkipForward } from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import type { StepResult } from '../../../core/contract/resultDocument.ts';
import { columnDecimals } from '../../../core/format/columnDecimals.ts';
import { formatFixed } from '../../../core/format/formatFixed.ts';
import { formatLocation } from '../../state/location.ts';
import { navigate } from '../../state/useLocation.ts';
import { ValidityIcon } from '../../widgets/ValidityIcon.tsx';
import { groupSteps, type StepGroup } from './groupSteps.ts';
import classes from './results.module.css';

interface StepListProps {
  runId: string;
  steps: readonly StepResult[];
  current: string;
}

/** The steps of a run, with whether to trust each and its throughput. Arrow keys go from one to the next. */
export function StepList({ runId, steps, current }: StepListProps) {
  const [words, setWords] = useState('');
  const groups = groupSteps(steps, words);
  const shown = groups.flatMap((group) => group.steps);

  const onKeyDown = (event: KeyboardEvent): void => {
    const direction = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const next =
      direction === undefined ? undefined : shown[shown.findIndex((step) => step.id === current) + direction];
    if (next !== undefined && !(event.target instanceof HTMLInputElement)) {
      event.preventDefault();
      navigate({ screen: 'results', runId, stepId: next.id });
      document.getElementById(`step ${next.id}`)?.focus();
    }
  };

  return (
    <nav className={classes.steps} aria-label="Steps" data-pane="" tabIndex={-1} onKeyDown={onKeyDown}>
      <div className={classes.stepFilter}>
        <TextInput
          aria-label="Filter steps"
          placeholder="Filter steps"
          leftSection={<IconFilter size={16} stroke={1.75} aria-hidden="true" />}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
      </div>
      <div className={classes.stepGroups}>
        {groups.map((group, index) => (
          <Group
            key={`${group.subject} ${group.scenario}`}
            group={group}
            withSubject={groups[index - 1]?.subject !== group.subject}
            runId={runId}
            current={current}
          />
        ))}
        {groups.length === 0 ? <p className={classes.noStep}>No step matches</p> : null}
      </div>
    </nav>
  );
}

interface GroupProps {
  group: StepGroup;
  withSubject: boolean;
  runId: string;
  current: string;
}

function Group({ group, withSubject, runId, current }: GroupProps) {
  const rates = group.steps.flatMap(({ throughput }) =>
    throughput === undefined ? [] : [{ value: throughput.requestsPerSecond, interval: throughput.interval95 }],
  );
  const decimals = columnDecimals(rates);
  return (
    <section>
      {withSubject ? <h2 title={group.subject}>{group.subject}</h2> : null}
      <code title={group.scenario}>{group.scenario}</code>
      <p className={classes.stepHead}>
        <span>{group.levelTitle}</span>
        <span>requests/s</span>
      </p>
      <ul>
        {group.steps.map((step) => (
          <li key={step.id}>
            <a
              id={`step ${step.id}`}
              className={`${classes.step} num`}
              href={formatLocation({ screen: 'results', runId, stepId: step.id })}
              aria-current={step.id === current ? 'true' : undefined}
            >
              {step.skipped === undefined ? (
                <ValidityIcon verdict={step.validity.verdict} />
              ) : (
                <IconPlayerSkipForward size={14} stroke={1.75} role="img" aria-label="Not tried" className="text3" />
              )}
              <span title={step.level.label}>{step.level.label}</span>
              <span>
                {step.throughput === undefined ? (
                  <span className="text3">{step.skipped === undefined ? 'none' : 'not tried'}</span>
                ) : (
                  formatFixed(step.throughput.requestsPerSecond, decimals)
                )}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
