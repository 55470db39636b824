import { Autocomplete } from '@mantine/core';
import type { PlanProblem } from '../../../core/contract/plannedStep.ts';
import type { LoadOptions } from '../../../core/contract/planRequest.ts';
import { builtInTraces } from '../../../core/contract/trafficPlan.ts';
import { usePlanDraft } from '../../state/usePlanDraft.ts';
import classes from './plan.module.css';
import { problemsOfField, problemText } from './problemsAt.ts';

const known = ['day', 'conversations', ...builtInTraces];

interface TrafficFieldProps {
  load: LoadOptions;
  problems: readonly PlanProblem[];
  /** What holds while nothing is typed. */
  configured: string;
}

/** Which requests the simulation of real traffic sends: a kind that is built in, or the path of a recording. */
export function TrafficField({ load, problems, configured }: TrafficFieldProps) {
  const told = problemsOfField(problems, 'traffic').map(problemText);
  return (
    <Autocomplete
      className={classes.traffic ?? ''}
      label="Traffic"
      title="One of the kinds listed, or the path of a recording"
      placeholder={configured}
      data={known}
      maxLength={4096}
      value={load.traffic ?? ''}
      error={told.length === 0 ? undefined : told.join(' ')}
      data-problem={told.length === 0 ? undefined : ''}
      // What is typed is a path, which the list would only stand in the way of.
      filter={({ options, search }) =>
        search === '' || known.includes(search)
          ? options
          : options.filter((option) => 'value' in option && option.value.startsWith(search))
      }
      onChange={(text) => usePlanDraft.getState().setLoad('traffic', text === '' ? undefined : text)}
    />
  );
}
