import { Select, TextInput } from '@mantine/core';
import { IconFilter, IconPlayerSkipForward } from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import type { StepResult } from '../../../core/contract/resultDocument.ts';
import { scenarioNameParts } from '../../../core/contract/scenarioName.ts';
import { columnDecimals, formatFixed } from '../../../core/format/numbers.ts';
import type { ScenarioTraits } from '../../../core/scenarios/Scenario.ts';
import { traitsOf } from '../../../core/scenarios/scenarios.ts';
import { formatLocation, navigate } from '../../state/location.ts';
import { ValidityIcon } from '../../widgets/Validity.tsx';
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

interface StepSelectProps {
  runId: string;
  steps: readonly StepResult[];
  current: StepResult;
}

/** The steps of a run as a menu, where the window is too narrow for their list. */
export function StepSelect({ runId, steps, current }: StepSelectProps) {
  return (
    <Select
      w={300}
      aria-label="Step"
      allowDeselect={false}
      leftSection={current.skipped === undefined ? <ValidityIcon verdict={current.validity.verdict} /> : undefined}
      leftSectionWidth={28}
      data={groupSteps(steps, '').map((group) => ({
        group: `${group.subject} · ${group.scenario}`,
        items: group.steps.map((step) => ({
          value: step.id,
          label: `${step.model} · ${scenarioNameParts(step.scenario).ownName} · ${step.level.label}`,
        })),
      }))}
      value={current.id}
      onChange={(stepId) => stepId !== null && navigate({ screen: 'results', runId, stepId })}
    />
  );
}

interface StepGroup {
  subject: string;
  scenario: string;
  /** Heads of the two columns: what varies, and the figure beside it. */
  levelTitle: string;
  steps: StepResult[];
}

/** What varies, where it is one thing throughout: what follows a search is no level of it. */
function levelTitleOf({ levels, search }: ScenarioTraits): string {
  if (search === true || levels === undefined || levels === 'combination') return 'level';
  return levels === 'batch' ? 'items in a request' : 'in flight';
}

/** Steps by target, model and scenario, in the order in which they ran, those that match the words. */
export function groupSteps(steps: readonly StepResult[], words: string): StepGroup[] {
  const wanted = words.trim().toLowerCase();
  const groups = new Map<string, StepGroup>();
  for (const step of steps) {
    const subject = `${step.target} · ${step.model}`;
    const text =
      `${subject} ${step.scenario} ${step.level.label} ${step.skipped === undefined ? step.validity.verdict : 'not tried'}`.toLowerCase();
    if (text.includes(wanted)) {
      const key = JSON.stringify([subject, step.scenario]);
      const group = groups.get(key) ?? {
        subject,
        scenario: step.scenario,
        levelTitle: levelTitleOf(traitsOf(step.scenario)),
        steps: [],
      };
      group.steps.push(step);
      groups.set(key, group);
    }
  }
  return [...groups.values()];
}
