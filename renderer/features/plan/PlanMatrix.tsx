import { Button, Checkbox, Menu } from '@mantine/core';
import { IconAlertTriangle, IconCircleX, IconPlus, IconX } from '@tabler/icons-react';
import { Fragment, type KeyboardEvent, useState } from 'react';
import type { PlanChoices } from '../../../core/contract/ipc.ts';
import type { PlanProblem, ResolvedPlan } from '../../../core/contract/plannedStep.ts';
import type { PlanCell } from '../../../core/contract/planRequest.ts';
import { scenarioNameParts } from '../../../core/contract/scenarioName.ts';
import { formatCount } from '../../../core/format/numbers.ts';
import { type PlanColumn, type PlanDraft, sameCell } from '../../state/plan/PlanDraft.ts';
import { usePlanDraft } from '../../state/usePlanDraft.ts';
import { ProblemLine } from '../../widgets/messages.tsx';
import { Panel } from '../../widgets/Pane.tsx';
import { TargetSwatch } from '../../widgets/TargetSwatch.tsx';
import tables from '../../widgets/widgets.module.css';
import { ServerDialog } from '../servers/ServerForm.tsx';
import classes from './plan.module.css';
import { problemsOfCell } from './problemsAt.ts';

interface PlanMatrixProps {
  choices: PlanChoices;
  draft: PlanDraft;
  plan: ResolvedPlan | undefined;
}

/** What runs: scenarios by group against targets and their models. */
export function PlanMatrix({ choices, draft, plan }: PlanMatrixProps) {
  const groups = [...new Set(choices.scenarios.map((scenario) => scenarioNameParts(scenario.name).group))];
  return (
    <Panel
      title="What runs"
      note="a cell is one scenario on one target and model; beside it stand its steps"
      action={<AddColumn choices={choices} columns={draft.columns} />}
      className={classes.matrix}
    >
      <table className={`${tables.table} ${classes.matrixTable}`}>
        <thead>
          <tr>
            <th scope="col">Scenario</th>
            {draft.columns.map((column) => (
              <ColumnHead key={`${column.target} ${column.model}`} column={column} />
            ))}
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <Fragment key={group}>
              <tr>
                <th className={classes.group} scope="colgroup" colSpan={draft.columns.length + 1}>
                  {group}
                </th>
              </tr>
              {choices.scenarios
                .filter((scenario) => scenarioNameParts(scenario.name).group === group)
                .map((scenario) => (
                  <MatrixRow key={scenario.name} scenario={scenario} draft={draft} plan={plan} />
                ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function ColumnHead({ column }: { column: PlanColumn }) {
  const removeColumn = usePlanDraft((state) => state.removeColumn);
  return (
    <th scope="col">
      <span className={classes.columnHead}>
        <TargetSwatch target={column.target} />
        <strong>{column.target}</strong>
        <button
          type="button"
          className={classes.removeColumn}
          aria-label={`Remove ${column.target} ${column.model}`}
          onClick={() => removeColumn(column)}
        >
          <IconX size={14} stroke={1.75} aria-hidden="true" />
        </button>
      </span>
      <span className={classes.columnModel}>{column.model}</span>
    </th>
  );
}

function AddColumn({ choices, columns }: { choices: PlanChoices; columns: readonly PlanColumn[] }) {
  const addColumn = usePlanDraft((state) => state.addColumn);
  const missing = choices.targets.flatMap(({ name: target, models }) =>
    models
      .filter((model) => !columns.some((column) => column.target === target && column.model === model))
      .map((model) => ({ target, model })),
  );
  const [adding, setAdding] = useState(false);
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button size="sm" variant="subtle" leftSection={<IconPlus size={16} stroke={1.75} aria-hidden="true" />}>
            Target and model
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {missing.map((column) => (
            <Menu.Item
              key={`${column.target} ${column.model}`}
              leftSection={<TargetSwatch target={column.target} />}
              onClick={() => addColumn(column)}
            >
              {column.target} · {column.model}
            </Menu.Item>
          ))}
          {missing.length === 0 ? null : <Menu.Divider />}
          <Menu.Item
            leftSection={<IconPlus size={16} stroke={1.75} aria-hidden="true" />}
            onClick={() => setAdding(true)}
          >
            A server by its address…
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ServerDialog
        opened={adding}
        onClose={() => setAdding(false)}
        onAdded={(target, model) => {
          setAdding(false);
          addColumn({ target, model });
        }}
      />
    </>
  );
}

interface MatrixRowProps {
  scenario: PlanChoices['scenarios'][number];
  draft: PlanDraft;
  plan: ResolvedPlan | undefined;
}

/** One scenario across all targets and models. Shift+Space ticks or clears the whole row. */
function MatrixRow({ scenario, draft, plan }: MatrixRowProps) {
  const setCells = usePlanDraft((state) => state.setCells);
  const cells = draft.columns.map(({ target, model }): PlanCell => ({ target, model, scenario: scenario.name }));
  const ticked = (cell: PlanCell): boolean => draft.cells.some((one) => sameCell(one, cell));
  const problems = cells.map((cell) => problemsOfCell(plan?.problems ?? [], draft.cells, cell));
  const told = problems.flat();

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === ' ' && event.shiftKey) {
      event.preventDefault();
      setCells(cells, !cells.every(ticked));
    }
  };

  return (
    <>
      <tr onKeyDown={onKeyDown}>
        <th className={classes.scenario} scope="row">
          <code>{scenarioNameParts(scenario.name).ownName}</code>
          <small>{scenario.question}</small>
        </th>
        {cells.map((cell, index) => (
          <MatrixCell
            key={`${cell.target} ${cell.model}`}
            cell={cell}
            ticked={ticked(cell)}
            steps={stepsText(plan, cell)}
            problems={problems[index] ?? []}
            onTick={(next) => setCells([cell], next)}
          />
        ))}
      </tr>
      {told.length === 0 ? null : (
        <tr>
          <td colSpan={cells.length + 1} className={classes.told}>
            {told.map((problem) => (
              <ProblemLine key={`${problem.path} ${problem.message}`} {...problem} />
            ))}
          </td>
        </tr>
      )}
    </>
  );
}

/** How many steps a cell has; those of a search are not known before they are measured. */
function stepsText(plan: ResolvedPlan | undefined, cell: PlanCell): string | undefined {
  const steps = plan?.steps.filter(
    (step) => step.target === cell.target && step.model.id === cell.model && step.scenario === cell.scenario,
  );
  if (steps === undefined || steps.length === 0) return undefined;
  return steps.some(({ search }) => search !== undefined) ? 'search' : formatCount(steps.length);
}

interface MatrixCellProps {
  cell: PlanCell;
  ticked: boolean;
  steps: string | undefined;
  problems: readonly PlanProblem[];
  onTick: (ticked: boolean) => void;
}

function MatrixCell({ cell, ticked, steps, problems, onTick }: MatrixCellProps) {
  const worst = problems.some((problem) => problem.severity === 'error') ? 'error' : problems[0]?.severity;
  const Icon = worst === 'error' ? IconCircleX : IconAlertTriangle;
  return (
    <td className={classes.cell} data-worst={worst}>
      <Checkbox
        size="16px"
        classNames={{ body: classes.checkBody ?? '' }}
        checked={ticked}
        aria-label={`${cell.scenario} on ${cell.target}, ${cell.model}`}
        data-problem={worst === undefined ? undefined : ''}
        onChange={(event) => onTick(event.currentTarget.checked)}
        label={ticked && steps !== undefined ? <span className="num">{steps}</span> : undefined}
      />
      {worst === undefined ? null : (
        <Icon size={14} stroke={1.75} role="img" aria-label={worst === 'error' ? 'Problem' : 'Warning'} />
      )}
    </td>
  );
}
