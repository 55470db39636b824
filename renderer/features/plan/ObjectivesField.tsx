import { TagsInput } from '@mantine/core';
import type { PlanProblem } from '../../../core/contract/plannedStep.ts';
import { usePlanDraft } from '../../state/usePlanDraft.ts';
import { ProblemLine } from '../../widgets/ProblemLine.tsx';
import classes from './plan.module.css';
import { problemsOfObjectives } from './problemsAt.ts';

/** Bounds that every step's result is held against, one a tag, as the command line has them. */
export function ObjectivesField({ slos, problems }: { slos: readonly string[]; problems: readonly PlanProblem[] }) {
  const told = problemsOfObjectives(problems);
  return (
    <div className={classes.levels}>
      <TagsInput
        label="Service-level objectives"
        placeholder={slos.length === 0 ? 'none, such as ttftMs.p95<=200' : 'add'}
        splitChars={[',', ';']}
        maxTags={50}
        value={[...slos]}
        error={told.length > 0}
        data-problem={told.length === 0 ? undefined : ''}
        onChange={(texts) => usePlanDraft.getState().setObjectives(texts.map((text) => text.slice(0, 200)))}
      />
      {told.map((problem) => (
        <ProblemLine key={problem.path} {...problem} />
      ))}
    </div>
  );
}
