import { Checkbox } from '@mantine/core';
import { IconAlertTriangle, IconCircleX } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import type { PlanChoices } from '../../../core/contract/ipc.ts';
import type { PlanProblem, ResolvedPlan } from '../../../core/contract/plannedStep.ts';
import type { PlanCell } from '../../../core/contract/planRequest.ts';
import { scenarioNameParts } from '../../../core/contract/scenarioName.ts';
import { formatCount } from '../../../core/format/formatCount.ts';
import { type PlanDraft, sameCell } from '../../state/plan/PlanDraft.ts';
import { usePlanDraft } from '../../state/usePlanDraft.ts';
import { ProblemLine } from '../../widgets/ProblemLine.tsx';
import classes from './plan.module.css';
import { problemsOfCell } from './problemsAt.ts';

interface MatrixRowProps {
  scenario: PlanChoices['scenarios'][number];
  draft: PlanDraft;
  plan: ResolvedPlan | undefined;
}

/** One scenario across all targets and models. Shift+Space ticks or clears the whole row. */
export function MatrixRow({ scenario, draft, plan }: MatrixRowProps) {
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
