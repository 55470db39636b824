import { Button, Menu } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { Fragment, useState } from 'react';
import type { PlanChoices } from '../../../core/contract/ipc.ts';
import type { ResolvedPlan } from '../../../core/contract/plannedStep.ts';
import { scenarioNameParts } from '../../../core/contract/scenarioName.ts';
import type { PlanColumn, PlanDraft } from '../../state/plan/PlanDraft.ts';
import { usePlanDraft } from '../../state/usePlanDraft.ts';
import { Panel } from '../../widgets/Panel.tsx';
import { TargetSwatch } from '../../widgets/TargetSwatch.tsx';
import tables from '../../widgets/widgets.module.css';
import { ServerDialog } from '../servers/ServerDialog.tsx';
import { MatrixRow } from './MatrixRow.tsx';
import classes from './plan.module.css';

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
